unit-name = 单位名称
unit-code = 单位编码
unit-kind = 单位类别
unit-order-no = 排序号
unit-parent = 上级单位
unit-order-note = 按各单位自身的排序号排列
unit-keyword = 名称或编码
unit-new-title = 新增单位
unit-edit-title = 修改单位
unit-unchanged = 内容没有变化，无需保存。
unit-import-code-note = 全平台唯一；已有此编码的单位将被更新
unit-import-name-example = 示例小学
unit-import-parent = 上级单位编码
unit-import-parent-note = 也可填写上级单位名称；最上级单位不填
unit-import-kind-example = 学校
unit-import-unknown-parent = 文件和台账中都没有这个上级单位
# $line (Number) - number of the line
unit-import-refused-parent = 上级单位所在的第{ $line }行有误
unit-import-circle = 上级单位形成循环
unit-import-second-root = 只能有一个最上级单位，请填写上级单位
unit-import-name = 单位名称
unit-add-below = 新增下级单位
unit-move-title = 调整上级单位
unit-move-note = 本单位及其下级单位连同全部台账、自查、问题和历史记录一并调整；历史记录保留。
unit-move-button = 确认调整
unit-root-stays = 最上级单位不能调整或者撤销。
unit-below-itself = 不能调整到本单位或者其下级单位之下
unit-is-closed = 该单位已撤销。
unit-move-apart = 调整后会有人在同一上下级单位中兼任系统管理员、安全管理员、审计员中的两项（三员分立），请先结束其中一项任职。
unit-close-title = 撤销单位
unit-close-note = 撤销后，该单位不再出现在各项选择中，也不再有新的自查任务；历史记录全部保留。
# $unit (String) - its name
unit-close-button = 撤销“{ $unit }”
unit-close-first = 请先处理以下事项
unit-close-back = 返回单位
unit-closed = 已撤销
unit-closed-on = 撤销日期
# $list (String) - what stands in the way
unit-obstacles = 请先处理以下事项：{ $list }。
# $n (Number) - units
unit-obstacle-units = 尚有{ $n }个下级单位未撤销
# $n (Number) - issues
unit-obstacle-issues = 尚有{ $n }项问题隐患未销号
# $n (Number) - systems
unit-obstacle-systems = 尚有{ $n }个信息系统未下线
# $n (Number) - posts
unit-obstacle-posts = 尚有{ $n }项任职未结束
unit-more = 更多
unit-merge-title = 合并单位
unit-merge-into = 并入单位
unit-merge-note = 本单位并入所选单位后撤销；历史记录保留原单位名称。
unit-merge-preview = 预览
# $unit (String) - the successor
unit-merge-goes = 转入“{ $unit }”
unit-merge-people = 人员
unit-merge-posts = 任职
unit-merge-systems = 信息系统
unit-merge-issues = 未销号的问题隐患
unit-merge-inspections = 进行中的自查任务
unit-merge-units = 下级单位
unit-merge-stays = 已销号的问题隐患、已通过的自查任务和已结束的任职保留在原单位名下。原单位自行作出的单位设置和放假安排不再适用，已经下达的整改期限不变。
# $n (Number) - posts
unit-merge-double-posts = 有{ $n }项任职与并入单位的任职相同，合并后只保留并入单位的任职。
# $n (Number) - systems
unit-merge-same-systems = 有{ $n }个信息系统与并入单位的系统同名，不予合并，名称后加注原单位。
# $n (Number) - inspections
unit-merge-excused = 有{ $n }项自查任务因并入单位在同一批次已有任务，不再要求填报。
# $n (Number) - inspections
unit-merge-reviewed = 有{ $n }项自查任务已提交，由上级单位继续审核。
unit-merge-profile = 并入单位的单位画像须由上级单位重新确认。
# $n (Number) - people
unit-merge-apart = 合并后有{ $n }人将在同一上下级单位中兼任系统管理员、安全管理员、审计员中的两项（三员分立），请先结束其中一项任职。
# $n (Number) - staff numbers
unit-merge-staff-numbers = 有{ $n }个工号在两个单位中重复，请先更正。
# $from (String) - the unit that goes
# $to (String) - the unit that stays
unit-merge-button = 将“{ $from }”并入“{ $to }”
unit-merged-into = 已并入
unit-merged-from = 并入的单位
# $unit (String) - its name
unit-more-of = 更多：{ $unit }
unit-move = 移动
unit-merge = 合并
unit-close = 撤销
unit-settings = 设置
setting-title = 单位设置
setting-lead = 本页设置适用于本单位及全部下级单位，下级单位另行设置的从其设置。留空的沿用上级单位的设置；上级单位均未设置的按默认值执行，通知对此未作规定。已经下达的整改期限不变。
setting-name = 设置项
setting-own = 本单位设置
setting-not-own = 未自行设置
setting-counts = 现行
setting-origin = 来源
# $unit (String) - the unit above
setting-above = 沿用{ $unit }
setting-usual = 默认值
setting-lighter = 不长于较低严重程度的期限
# $least (Number) - least
# $most (String) - most, with its unit
setting-bounds = { $least }至{ $most }
setting-days-critical = 整改期限 · 严重
setting-days-high = 整改期限 · 高
setting-days-medium = 整改期限 · 中
setting-days-low = 整改期限 · 低
setting-verified-above = 中、低问题的复核
setting-verified-here = 本单位或者上级单位
setting-verified-above-all = 一律由上级单位复核
setting-extensions = 延期次数上限
setting-extension-days = 每次延期的最长时间
setting-remind-from = 提醒发送时段 · 开始
setting-remind-until = 提醒发送时段 · 结束
setting-remind-first = 到期前首次提醒
setting-remind-second = 到期前再次提醒
setting-remind-officer = 逾期后抄送安全管理员
setting-remind-leader = 逾期后报单位领导
setting-remind-above = 逾期后报上级单位
setting-remind-again = 此后重复提醒的间隔
setting-ladder = 期限提醒
setting-ladder-lead = 到期前和到期当日提醒整改责任人；逾期后逐级抄送安全管理员、单位领导和上级单位。节假日和发送时段以外不发送，严重问题逾期的，节假日也发送。
setting-ladder-critical = 严重
setting-ladder-high = 高
setting-ladder-medium = 中
setting-ladder-low = 低
# $n (Number) - hour of the day
setting-hour = { $n }时
setting-not-at-all = 不提醒
# $n (Number) - working days
setting-days = { $n }个工作日
# $n (Number) - times
setting-times = { $n ->
    [0] 不得延期
   *[other] { $n }次
 }
# $a (Number) - working days
# $b (Number) - working days
# $light (String) - a setting
# $severe (String) - a setting
setting-disorder = “{ $severe }”（{ $a }个工作日）不得长于“{ $light }”（{ $b }个工作日）
# $at (String) - a time
# $who (String) - a person
setting-overtaken = { $who }已于 { $at } 修改了该单位的设置，本次操作没有办理。请查看最新设置后再办。
vacation-title = 放假安排
vacation-lead = 放假安排适用于本单位及全部下级单位。放假日不计入整改工作日，严重问题除外；与调休上班日重合的，按放假计算。新的安排只用于以后确定的期限，已经下达的整改期限不变。
vacation-own = 本单位的放假安排
vacation-above = 上级单位的放假安排
vacation-none = 本单位没有放假安排
vacation-name = 名称
vacation-from = 首日
vacation-to = 末日
# $from (String) - a day
# $to (String) - a day
vacation-range = { $from }至{ $to }
# $n (Number) - days
vacation-count = 共{ $n }天
vacation-add = 新增放假安排
vacation-remove = 删除
# $from (String) - a day
# $name (String) - its name
# $to (String) - a day
vacation-remove-title = 删除“{ $name }”（{ $from }至{ $to }）？
vacation-remove-note = 删除后，上述日期除周末和节假日外恢复为工作日；已经下达的整改期限不变。
# $name (String) - its name
vacation-remove-button = 删除“{ $name }”
vacation-backwards = 末日不得早于首日
# $n (Number) - days
vacation-too-long = 一次放假不得超过{ $n }天
# $first (String) - a year
# $last (String) - a year
vacation-far-away = 日期须在{ $first }年至{ $last }年之间
# $from (String) - a day
# $name (String) - its name
# $to (String) - a day
vacation-overlaps = 与“{ $name }”（{ $from }至{ $to }）重叠
unit-into-itself = 不能并入本单位或者其下级单位
unit-export-file = 单位台账
unit-state = 状态
unit-open = 正常
