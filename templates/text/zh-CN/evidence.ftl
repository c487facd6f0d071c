evidence-title = 佐证材料
# $n (Number) - files
evidence-count = { $n }份
evidence-none = 尚无佐证材料
evidence-files = 佐证材料
evidence-hint = PDF、图片、Word、Excel、文本、压缩包，单个不超过20 MB。
evidence-taken-on = 材料日期
# $day (String) - a day
evidence-taken = 材料日期{ $day }
evidence-note = 材料说明
evidence-add = 补充佐证材料
# $name (String) - file name
evidence-bad-type = 文件“{ $name }”的类型不在允许范围内，或内容与扩展名不符
evidence-future = 材料日期不得晚于今天
audit-evidence-attach = 补充佐证材料
audit-evidence-download = 下载佐证材料
