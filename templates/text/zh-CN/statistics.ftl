# $unit (String) - name of the unit
# $as-of (String) - as of when
statistics-lead = { $unit } · { $as-of }
statistics-from = 起始月份
statistics-to = 截止月份
statistics-unit = 统计单位
statistics-period = 统计期间
# $from (String) - first month
# $to (String) - last month
statistics-from-to = { $from }至{ $to }
statistics-bad-month = 请按“2026-01”的格式填写年月
statistics-backwards = 截止月份不能早于起始月份
# $n (Number) - months
statistics-too-long = 统计期间最长{ $n }个月
statistics-figures = 主要指标
statistics-closed = 已销号
statistics-on-time = 按期（现行期限）
statistics-on-time-percent = 按期率（现行期限，%）
# $rate (String) - share
statistics-on-time-note = 按首次期限为{ $rate }
statistics-on-time-first = 按期（首次期限）
statistics-on-time-first-percent = 按期率（首次期限，%）
statistics-rate = 按期率
statistics-late = 超期
statistics-mean-days = 平均销号用时（天）
statistics-mean-days-note = 自发现之日至销号之日
statistics-returns = 退回次数
statistics-extensions = 延期次数
statistics-repeats = 屡查屡犯
statistics-open = 未销号
# $age (String) - days
statistics-open-note = 平均已历时{ $age }天
statistics-mean-age = 平均未销号时长（天）
statistics-ages = 未销号时长
statistics-found-this-month = 本月发现
# $from (Number) - months
# $to (Number) - months
statistics-found-before = { $from }至{ $to }个月前发现
# $from (Number) - months
statistics-found-long-before = { $from }个月前及更早发现
statistics-months = 各月销号情况
statistics-ages-chart = 未销号问题（按发现时间）
statistics-breakdowns = 统计维度
statistics-by-severity = 按严重程度
statistics-by-layer = 按层面
statistics-by-clause = 按条款
statistics-by-unit = 按下级单位
statistics-by-month = 按月份
statistics-other-item = 其他检查项
statistics-total = 合计
statistics-none = 统计期间内没有销号的问题，目前也没有未销号的问题
statistics-none-hint = 可以调整统计期间，或者选择其他单位。
statistics-no-units = 没有下级单位
statistics-item = 层面和条款
statistics-figure = 指标
statistics-meaning = 口径
statistics-meanings = 口径说明
statistics-made-on = 统计日期
# $day (String) - the day of the export
statistics-file = 整改统计_{ $day }.xlsx
statistics-scope = 统计范围
statistics-scope-means = 所选单位及其全部下级单位的问题隐患，误报撤销的不计入。问题随所属单位统计：单位调整隶属关系的，随之转入；单位合并的，未销号问题转入合并后的单位，已销号问题仍计入原单位。
statistics-closed-means = 销号日期在统计期间内、目前仍处于已销号状态的问题数。销号后重新打开的不计入；再次销号的，计入再次销号的月份。日期均以本组织所在时区为准。
statistics-on-time-means = 已销号问题中，复核通过的那次提交不晚于现行整改期限（经延期、调整后的最新期限）当日的问题数。复核所用时间不影响是否按期。
statistics-on-time-first-means = 已销号问题中，复核通过的那次提交不晚于首次整改期限当日的问题数；延期不改变首次期限。
statistics-rate-means = 按期问题数 ÷ 已销号问题数，只舍不入、保留一位小数，因此100.0%表示全部按期。
statistics-mean-days-means = 已销号问题自发现日期至销号日期的自然日数的平均值，四舍五入保留一位小数；不是工作日数。
statistics-returns-means = 已销号问题在复核中被退回的次数之和。
statistics-extensions-means = 已销号问题获批延期的次数之和。
statistics-repeats-means = 已销号问题中，此前销号后又再次发现的问题数。
statistics-open-means = 统计当日处于待整改、整改中、待复核、挂账管控状态的问题数，与统计期间无关。
statistics-mean-age-means = 未销号问题自发现日期至统计当日的自然日数的平均值，四舍五入保留一位小数。
statistics-ages-means = 未销号问题按发现日期所在月份与本月相隔的月数划分。
statistics-item-means = 按问题的主要检查项归类，每个问题只计一次；关联检查项不重复计数。
statistics-unit-means = 直接下级单位，含其全部下级；合计还包括所选单位自身的问题。
audit-statistics-export = 导出整改统计
