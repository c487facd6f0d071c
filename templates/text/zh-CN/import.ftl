# $name (String) - the register
import-title = 导入{ $name }
import-step-template = 下载模板
import-step-upload = 上传文件
import-step-check = 核对数据
import-step-done = 完成导入
import-template-lead = 模板附有下拉选项、示例和填写说明。已有台账的，可直接上传，系统会自动识别表头。
import-template-button = 下载模板
# $name (String) - the register
import-template-file = { $name }导入模板
import-template-notes = 填写说明
import-template-column = 栏目
import-template-required = 是否必填
import-template-note = 说明
import-template-choices = 选项
import-template-example = 示例：
import-template-example-note = 以“示例：”开头的行不会导入。
import-file = 文件
import-file-hint = 支持 xlsx 和 csv 格式，不超过10 MB。
import-upload-button = 上传并核对
import-no-file = 请选择文件
# $names (String) - heads of columns
# $row (Number) - number of the line
import-heads-missing = 表头（第{ $row }行）缺少以下栏目：{ $names }
# $names (String) - heads of columns
import-heads-none = 没有找到表头，表中至少应有以下栏目：{ $names }
import-file-large = 文件过大
# $max (Number) - limit
import-file-rows = 行数超过{ $max }行，请分批导入
# $row (Number) - number of the line
import-file-columns = 第{ $row }行列数过多
# $max (Number) - limit
import-file-cells = 单元格超过{ $max }个，请分批导入
# $row (Number) - number of the line
import-file-cell-long = 第{ $row }行有单元格内容过长
import-file-encrypted = 文件设有密码，请取消密码后重新上传
import-file-legacy = 文件为旧版 xls 格式，请另存为 xlsx 后重新上传
import-file-other = 不是 xlsx 或 csv 文件，或者扩展名与内容不符
import-file-damaged = 文件已损坏，无法读取
import-file-encoding = 文字编码无法识别，请另存为 UTF-8 编码的 csv 或 xlsx
import-file-empty = 文件中没有数据
import-cell-required = 不能为空
import-cell-not-a-date = 无法识别的日期
import-cell-not-a-number = 应为不小于0的整数
import-cell-unknown = 没有找到，或不是可选的内容
import-cell-ambiguous = 有多个同名的，请填写编码
# $first (Number) - number of the earlier line
import-cell-repeated = 与第{ $first }行重复
import-cell-formula = 公式计算出错
import-cell-digits = 数字过长，末尾已丢失，请按文本填写
import-number = 行号
import-result = 结果
import-weight-stops = 有误
import-weight-warns = 提示
import-reason = 原因
import-faults = 待改的行
# $name (String) - the register
import-faults-file = { $name }导入待改的行
import-mark-created = 新增
import-mark-changed = 更新
import-mark-unchanged = 无变化
import-mark-refused = 有误
import-count-created = 新增
import-count-changed = 更新
import-count-unchanged = 无变化
import-count-refused = 有误
import-count-warned = 有提示
# $good (Number) - lines without a fault
# $refused (Number) - lines with one
import-lead-refused = { $good }行可以导入，{ $refused }行有误。
import-lead-refused-note = 有误的行更正后方可导入；提示不影响导入。可以更正后重新上传，也可以只导入正确的行。
# $lines (Number) - lines
import-lead-good = 全部{ $lines }行核对无误。
# $row (Number) - number of the line
import-head-line = 表头在第{ $row }行
import-shown = 显示范围
import-show-marked = 只看有误和提示
import-show-all = 显示全部
# $names (String) - heads
import-ignored = 以下栏目不导入：{ $names }
import-blank = （空）
# $lines (Number) - lines
import-confirm = 确认导入{ $lines }行
# $good (Number) - lines without a fault
import-confirm-good = 只导入正确的{ $good }行
import-again = 重新上传
import-another = 继续导入
# $name (String) - the register
import-to-list = 查看{ $name }
import-done = 导入完成
import-refused-applied = 此文件已经导入，不能重复导入。
import-refused-bad-lines = 有误的行尚未更正，没有导入。请更正后重新上传，或选择只导入正确的行。
import-refused-outdated = 核对之后数据已有变化，没有导入。请返回核对页面重新确认。
word-yes = 是
word-no = 否
list-comma = 、
list-colon = ：
import-cli-dry-run = 试运行，没有导入。
import-no-lines = 表头之下没有数据，请填写后重新上传
# $refused (Number) - lines with faults
import-lead-bad = { $refused }行有误，没有可以导入的内容。
import-lead-bad-note = 请更正有误的行，然后重新上传。
import-lead-same-title = 没有需要变更的内容
# $lines (Number) - all lines
import-lead-same = 文件中的{ $lines }行与现有数据一致，无需导入。
import-step-match = 对应列
import-unfinished = 尚未完成的导入
import-uploaded-at = 上传时间
import-state = 进展
import-go-on = 继续
import-state-unmatched = 待对应列
import-state-checking = 正在读取和核对
import-state-checked = 待确认
import-state-storing = 正在导入
import-head-row = 表头所在行
import-head-other = 另选表头行
import-head-choose = 请指出哪一行是表头
import-head-choose-note = 下面是文件开头有内容的各行。选定表头后，可以逐列对应；表头以下的行作为数据读取。
import-head-this = 选为表头
import-row-content = 内容
import-column = 列
import-column-head = 表头
import-column-values = 前三个值
import-column-ours = 对应栏目
import-column-how = 识别情况
import-column-no-head = （无表头）
import-column-left = 不导入
# $letter (String) - the column's letter
# $head (String) - its head
import-column-choice = { $letter }列“{ $head }”对应的栏目
# $letter (String) - the column's letter
import-column-named = { $letter }列
import-how-head = 已识别
import-how-remembered = 按上次对应
import-how-hand = 人工对应
import-how-spare = 无需导入
import-how-unknown = 未识别
# $names (String) - columns
import-match-lead-missing = 以下必填栏目还没有对应的列：{ $names }
# $count (Number) - columns
import-match-lead-unknown = 有{ $count }列没有识别，请选择对应的栏目；不需要的保持“不导入”。
import-match-lead-known = 各列均已对应，可以核对数据。
import-match-note = 本单位会记住这次的对应，下次上传表头相同的文件不必再选。
import-match-required = 带 * 的栏目必须有对应的列。
import-match-go-on = 下一步：核对数据
import-match-forget = 恢复自动识别
# $file (String) - the file
import-match-forget-title = 恢复“{ $file }”各列的自动识别？
import-match-forget-note = 本单位对这些表头的对应将不再记住，各列重新按表头识别。
import-match-forgotten = 已恢复自动识别
import-match-no-head = 文件开头没有这一行，请重新选择表头行
# $letter (String) - the other column's letter
# $name (String) - the column
import-match-twice = “{ $name }”已由{ $letter }列对应，一个栏目只能对应一列
# $names (String) - columns
import-match-missing = 以下必填栏目没有对应的列：{ $names }
import-checking = 文件较大，正在读取和核对，请稍候。
import-storing = 正在导入，请稍候。全部写入后才会生效。
import-can-leave = 可以离开本页，稍后从导入页回来查看。
import-leave = 返回导入页
import-rows-read = 已读取的行数
import-rows-stored = 已写入的行数
import-refused-storing = 此文件正在导入，请等待完成。
import-failed-outdated = 确认之后数据已有变化，没有导入。以下是重新核对的结果，请再次确认。
import-failed-ended = 发起导入的任职已经结束，没有导入。
import-failed = 处理没有完成，也没有导入任何内容。请重新对应列，或重新上传文件。
