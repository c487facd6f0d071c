issue-raise = 登记问题
issue-raise-lead = 一处隐患登记一个问题，涉及的其他检查项作为关联检查项。
issue-views = 常用筛选
issue-view-open = 未销号
issue-view-overdue = 已逾期
issue-view-soon = 即将到期
issue-view-all = 全部
issue-state-awaiting = 待整改
issue-state-rectifying = 整改中
issue-state-reviewing = 待复核
issue-state-closed = 已销号
issue-state-void = 误报撤销
issue-state-registered = 挂账管控
issue-severity-critical = 严重
issue-severity-high = 高
issue-severity-medium = 中
issue-severity-low = 低
issue-subject-unit = 本单位
issue-subject-system = 信息系统
issue-subject-zone = 网络分区
issue-subject-hosts = 主机
issue-subject-media = 移动存储介质
issue-number = 编号
issue-title = 问题名称
issue-description = 问题描述
issue-severity = 严重程度
issue-state = 状态
issue-unit = 责任单位
issue-owner = 整改责任人
issue-unit-and-owner = 责任单位 / 责任人
issue-owner-me = 本人
issue-owner-chosen = 所选责任人
issue-owner-default = 默认为该单位安全管理员
issue-raiser = 登记人
issue-due = 整改期限
issue-item = 检查项
issue-items = 检查项
issue-main-item = 主检查项
issue-related-items = 关联检查项（编码，以顿号分隔）
issue-choose = 请选择
issue-choose-unit = 选择单位
issue-whole-scope = 本单位及下级
issue-keyword = 编号、问题名称
issue-subject = 检查对象
issue-subject-kind = 检查对象类别
issue-origin = 来源
issue-origin-hand = 手工登记
issue-origin-answer = 自查结果
issue-found-on = 发现日期
issue-days = 整改期限（工作日）
issue-days-hint = 不填写时按下列天数计算，自发现之日的次一工作日起算。天数按该单位的设置，通知未作规定。
# $days (Number) - working days
# $due (String) - a day
# $severity (String) - a severity
issue-proposal = { $severity }：{ $days }个工作日，今天发现的至{ $due }
issue-calendar-unknown = 节假日安排未导入，期限按周末和固定节假日推算。
issue-overdue = 已逾期
issue-soon = 即将到期
# $n (Number) - working days
issue-overdue-days = 逾期{ $n }个工作日
# $n (Number) - working days
issue-soon-days = { $n ->
    [0] 今天到期
   *[other] 还有{ $n }个工作日
 }
issue-previous = 上一页
issue-none-hint = 可更换筛选条件，或重置后重新查询。
issue-facts = 问题情况
# $day (String) - a day
issue-raised-on = 登记于{ $day }
issue-interim = 临时处置
issue-measure = 整改措施
issue-steps = 办理过程
issue-steps-order = 最近的在前
issue-acts = 办理
issue-deadlines = 期限
issue-first-due = 首次期限
issue-interim-due = 临时处置期限
issue-current-due = 当前期限
issue-returns = 退回
# $n (Number) - times
issue-times = { $n }次
# $n (Number) - times
issue-returned-times = 退回{ $n }次
issue-deadline-first = 首次期限
issue-deadline-severity = 调整严重程度
issue-deadline-reopened = 重新打开
issue-start = 开始整改
issue-start-hint = 状态转为“整改中”，整改期限不变。
issue-submit = 提交复核
issue-close = 销号
# $number (String) - number of an issue
issue-close-hint = 确认整改到位，将{ $number }从清单中销号。
issue-remark = 复核意见
issue-return = 退回
issue-return-reason = 退回原因
issue-withdraw = 撤回
issue-withdraw-hint = 撤回本次提交，继续整改。
issue-protect = 记录临时处置
issue-interim-measure = 处置措施
issue-interim-on = 处置日期
issue-assign = 分派
issue-rate = 调整严重程度
issue-rate-hint = 调高时期限只可能提前，调低时期限不变。
issue-reason = 原因
issue-void = 误报撤销
# $number (String) - number of an issue
issue-void-hint = 将{ $number }作为误报撤销，不再计入未销号问题。
issue-reopen = 重新打开
# $days (Number) - working days
issue-reopen-hint = 重新计算整改期限，首次期限保留。默认{ $days }个工作日。
# $number (String) - number of an issue
# $verb (String) - what was done
issue-done = 已办理：{ $verb }（{ $number }）
# $what (String) - what was done
issue-on-behalf = { $what }（代）
# $new (String) - a severity
# $old (String) - a severity
issue-step-severity = 严重程度由“{ $old }”调整为“{ $new }”
# $name (String) - a person
issue-step-owner = 责任人：{ $name }
# $day (String) - a day
issue-step-due = 期限：{ $day }
# $day (String) - a day
issue-step-on = 处置日期：{ $day }
# $day (String) - a day
issue-step-taken = 材料日期：{ $day }
# $n (Number) - pieces
issue-step-evidence = 佐证材料{ $n }份
# $code (String) - code of an item
issue-bad-item = 检查标准中没有编码为“{ $code }”的检查项
issue-bad-future = 日期不得晚于今天
issue-bad-past = 按此天数计算，期限已过，请填写更多的工作日
# $state (String) - a state
issue-refused-not-now = 该问题隐患当前状态为“{ $state }”，不能办理此项操作。
# $at (String) - a time
# $kind (String) - what was done
# $state (String) - a state
# $who (String) - a person
issue-refused-overtaken = { $who }已于 { $at } { $kind }，该问题隐患当前状态为“{ $state }”。本次操作没有办理，请查看最新情况后再办。
issue-refused-own-submission = 您提交过该问题的整改，不能由您复核、销号或撤销。
issue-refused-own-issue = 您是该问题的整改责任人，不能由您复核、销号或撤销。
issue-refused-own-finding = 该问题由您登记，不能由您作为误报撤销。
issue-refused-from-above = 严重程度为“严重”“高”的问题，由上级单位复核。
issue-refused-not-the-submitter = 只有提交人本人可以撤回。
issue-refused-no-evidence = 请至少上传一份佐证材料（严重程度为“低”的除外）
issue-refused-same-owner = 该问题的整改责任人已经是此人。
issue-refused-same-severity = 该问题的严重程度已经如此。
issue-export-sheet = 问题隐患清单
# $day (String) - a day
issue-export-file = 问题隐患清单_{ $day }.xlsx
issue-column-no = 序号
issue-column-system = 系统
issue-column-clause = 条款
issue-column-owner = 责任人
issue-column-done-on = 完成日期
issue-column-verifier = 复核人
issue-column-remark = 备注
audit-issue-raise = 登记
audit-issue-assign = 分派
audit-issue-start = 开始整改
audit-issue-protect = 记录临时处置
audit-issue-submit = 提交复核
audit-issue-withdraw = 撤回
audit-issue-return = 退回
audit-issue-close = 销号
audit-issue-void = 误报撤销
audit-issue-reopen = 重新打开
audit-issue-rate = 调整严重程度
audit-issue-export = 导出问题隐患清单
issue-closed-from = 销号月份（起）
issue-closed-to = 销号月份（止）
issue-found-from = 发现月份（起）
issue-found-to = 发现月份（止）
issue-time = 完成情况
issue-time-on = 按期完成
issue-time-late = 超期完成
issue-time-first = 在首次期限内完成
issue-ask-extension = 延期
issue-ask-risk = 挂账管控
issue-extend = 申请延期
# $due (String) - a day
# $latest (String) - a day
issue-extend-hint = 当前期限为{ $due }，须在期限当日及以前提出，最迟可延至{ $latest }。批准以前仍按当前期限执行。
issue-extend-until = 申请延期至
issue-extend-measure = 延期期间的临时处置措施
issue-register = 申请挂账管控
issue-register-hint = 暂不能整改的风险，经批准后挂账管控，最长365天；到期自动转为待整改。
issue-register-until = 挂账管控至
issue-register-measure = 补偿措施
issue-registered-until = 挂账管控至
# $ask (String) - extension or registered risk
issue-decide = 审批{ $ask }申请
# $ask (String) - extension or registered risk
# $until (String) - a day
issue-decide-hint = 申请{ $ask }至{ $until }，申请理由和措施见“申请与审批”。
issue-decision = 审批意见
issue-decision-yes = 同意
issue-decision-no = 不同意
issue-decision-reason = 说明（不同意时必填）
issue-decision-send = 提交审批意见
issue-grant-until = 同意延期至
issue-requests = 申请与审批
issue-request-waiting = 待审批
issue-request-approved = 已同意
issue-request-shortened = 已同意（缩短）
issue-request-refused = 未同意
issue-request-lapsed = 已失效
# $day (String) - a day
issue-request-until = 申请至{ $day }
# $day (String) - a day
issue-request-granted = 同意至{ $day }
# $measure (String) - what protects meanwhile
issue-request-measure = 期间措施：{ $measure }
# $name (String) - a person
issue-request-decided-by = 审批人：{ $name }
issue-deadline-extended = 延期
issue-deadline-registered = 挂账到期后
# $day (String) - a day
issue-step-until = 至{ $day }
# $ask (String) - extension or registered risk
issue-step-approved = 同意{ $ask }
# $ask (String) - extension or registered risk
issue-step-shortened = 同意{ $ask }，时间缩短
# $ask (String) - extension or registered risk
issue-step-refused = 不同意{ $ask }
issue-refused-pending = 该问题已有申请待审批，请等待审批结果。
issue-refused-too-late = 整改期限已过，延期须在期限当日及以前申请。
issue-refused-not-later = 日期须晚于当前整改期限
issue-refused-day-off = 该日不是工作日，请另选日期
issue-refused-bad-expiry = 日期须在今天以后、365天以内
issue-refused-nothing-asked = 该问题没有待审批的申请。
issue-refused-own-request = 该申请由您提出，不能由您审批。
issue-refused-own-risk = 您是该问题的整改责任人，不能由您批准挂账。
issue-refused-decided-above = 再次延期、严重问题的延期和“严重”“高”风险的挂账，由上级单位审批。
issue-refused-decided-by-the-leader = 首次延期和“中”“低”风险的挂账，由责任单位领导审批。
issue-refused-more-than-asked = 不得晚于申请的日期
audit-issue-decide = 审批申请
audit-issue-expire = 挂账到期
issue-refused-unit-closed = 该单位已撤销，不能重新打开；如问题仍然存在，请在承接单位另行登记。
issue-column-returns = 退回次数
issue-batch-assign = 批量分派
issue-batch-lead = 先选择新的整改责任人并预览，确认后才会变更；整改期限不变。
issue-batch-nudge = 批量催办
issue-batch-nudge-lead = 同一问题每天限催办一次；确认后，每人只收到一条消息，汇总其全部问题。
issue-batch-extend = 批量申请延期
issue-batch-extend-lead = 先填写申请延期的日期并预览，确认后逐条提出申请；批准以前仍按当前期限执行。
issue-batch-rate = 批量调整严重程度
issue-batch-rate-lead = 先选择新的严重程度并预览；调高时期限只可能提前，调低时期限不变。
issue-batch-grade = 新的严重程度
issue-batch-to = 新的整改责任人
issue-batch-preview = 预览结果
issue-batch-fate = 预览结果
issue-batch-changes = 将变更
issue-batch-no-post = 不变更：所选人员在该单位没有任职
issue-batch-none = 没有选择任何问题。请返回列表勾选，或将范围改为“全部查询结果”。
issue-batch-back = 返回列表
issue-refused-all-from-above = 按该单位的设置，问题一律由上级单位复核。
# $n (Number) - times
issue-refused-extended-enough = { $n ->
    [0] 按该单位的设置，整改期限不得延长。
   *[other] 该问题已延期{ $n }次，按该单位的设置不得再次延期。
 }
# $day (String) - a day
# $n (Number) - working days
issue-refused-too-far = 每次延期不得超过{ $n }个工作日，最迟为{ $day }
issue-plan = 整改方案
issue-plan-draw-up = 制定整改方案
issue-plan-approach = 整改方式
issue-plan-at-once = 立行立改
issue-plan-by-deadline = 限期整改
issue-plan-long-term = 长期坚持
issue-plan-measure = 拟采取的措施
issue-plan-responsible = 责任人
issue-plan-cost = 所需资金（元）
issue-plan-emergency = 应急预案
issue-plan-steps = 分步安排
# $due (String) - a day
issue-plan-steps-hint = “长期坚持”至少安排一步，完成时限可以晚于整改期限；其他方式可以不分步，各步不晚于{ $due }。
# $no (Number) - number of a step
issue-plan-step = 步骤{ $no }
# $no (Number) - number of a step
issue-plan-step-due = 步骤{ $no }完成时限
# $day (String) - a day
issue-plan-step-by = { $day }前完成
# $day (String) - a day
issue-plan-step-done = 已于{ $day }完成
# $day (String) - a day
issue-plan-step-over = 应于{ $day }前完成，已超时限
issue-plan-tick = 登记步骤完成
issue-plan-done-step = 完成的步骤
issue-plan-done-on = 完成日期
issue-plan-bad-cost = 请填写金额，单位为元，最多两位小数；不需要资金的填写0
# $day (String) - a day
issue-step-done-on = 完成日期：{ $day }
issue-refused-no-steps = “长期坚持”须至少安排一步
# $day (String) - a day
issue-refused-step-too-late = 完成时限不得晚于整改期限{ $day }，“长期坚持”的除外
issue-refused-no-open-step = 没有这个步骤，或者该步骤已经完成
issue-refused-same-plan = 整改方案没有变化。
audit-issue-plan = 制定整改方案
audit-issue-step = 完成整改步骤
issue-pictures = 整改前后对比
issue-pictures-before = 整改前
issue-pictures-after = 整改后
issue-pictures-none = 暂无图片
issue-comments = 评论
issue-comment = 发表评论
issue-comment-send = 发表
issue-mention = 提醒查看（@）
issue-repeated = 屡查屡犯
issue-repeated-only = 仅屡查屡犯
# $n (Number) - how often the problem was found
issue-repeated-times = 屡查屡犯（第{ $n }次）
# $n (Number) - how often the problem was found
issue-occurrence = 第{ $n }次
issue-repeats = 上次发现的同一问题
issue-nudge = 催办
issue-nudge-word = 催办说明
issue-nudge-hint = 提醒整改责任人和该单位安全管理员抓紧整改，同一问题每天限一次。说明只记入办理过程，不随消息、邮件发出。
issue-nudged-today = 今日已催办
issue-column-nudges = 催办次数
issue-refused-nudged-today = 该问题今天已经催办，每天限一次。
issue-supervise = 督办
issue-supervise-hint = 制发编号的督办单，由责任单位签收并书面反馈；同一问题上一份督办单反馈后才能再发。
issue-refused-supervised = 该问题已有督办单尚未反馈。
# $year (String) - the year
# $no (String) - number within the year
supervision-number = 督办〔{ $year }〕{ $no }号
supervision-list = 督办单
supervision-heading = 问题隐患督办单
supervision-lead = 领导和主管对未销号问题制发的督办单，最近的在前。
supervision-open = 未反馈
supervision-none = 没有督办单
supervision-none-hint = 在问题隐患页面制发的督办单会出现在这里。
supervision-paper = 督办单
supervision-no = 督办单号
supervision-issue = 督办事项
supervision-demand = 督办要求
supervision-due = 反馈期限
# $day (String) - a day
supervision-until = { $day }前反馈
supervision-maker = 督办人
supervision-signed = 签收
supervision-answer = 反馈
supervision-made = 待签收
supervision-acknowledged = 待反馈
supervision-answered = 已反馈
supervision-acknowledge = 签收
supervision-acknowledge-hint = 确认收到督办单，并在反馈期限前书面反馈。
supervision-send = 提交反馈
supervision-see = 已阅
supervision-see-hint = 确认已阅看反馈，该督办单不再列入待办。
# $verb (String) - what was done
supervision-done = 已办理：{ $verb }
supervision-refused-own = 该督办单由您制发，不能由您签收或反馈。
# $name (String) - a person
supervision-refused-acknowledged = 该督办单已由{ $name }签收。
# $name (String) - a person
supervision-refused-answered = 该督办单已由{ $name }反馈。
supervision-refused-not-answered = 该督办单尚未反馈。
supervision-refused-not-the-maker = 只有制发人本人可以办理此项操作。
supervision-refused-seen = 您已阅看该反馈。
issue-batch-nudges = 将催办
# $day (String) - a day
issue-batch-extends = 将申请延期至{ $day }
# $severity (String) - a severity
issue-batch-rates = 将调整为“{ $severity }”，期限不变
# $severity (String) - a severity
# $due (String) - a day
issue-batch-rates-sooner = 将调整为“{ $severity }”，期限提前至{ $due }
issue-batch-not-yours = 不变更：您无权对该问题办理此项操作
issue-batch-nothing = 所选问题均不能办理，请查看各条说明或另行选择
# $most (Number) - how many issues a batch takes
issue-batch-many = 查询结果超过{ $most }条，请缩小查询范围后再批量办理。
# $verb (String) - what is done
# $changing (Number) - to how many issues
# $kept (Number) - how many stay as they are
issue-batch-sum = { $verb }：将办理{ $changing }条，其余{ $kept }条不变更。
# $n (Number) - how many issues
issue-batch-confirm = 确认办理{ $n }条
# $verb (String) - what was done
# $n (Number) - to how many issues
issue-batch-done = { $verb }：已办理{ $n }条
# $verb (String) - what was done
# $n (Number) - to how many issues
# $kept (Number) - how many stayed as they were
issue-batch-partly = { $verb }：已办理{ $n }条；{ $kept }条在此期间已有变化，未办理
audit-issue-import = 导入
# $state (String) - 整改状态
issue-step-state = 导入时的状态：{ $state }
# $number (String) - its number in the list it came from
issue-step-old-number = 原编号：{ $number }
# $day (String) - a date
issue-step-found-on = 发现于{ $day }
issue-import-number = 原编号
issue-import-number-note = 原清单中的编号；再次导入时据此认出已导入的问题，没有的按问题名称和发现日期辨认
issue-import-title-example = 服务器3389端口对互联网开放
issue-import-description = 详细情况
issue-import-item-note = 填写检查标准中的编码或名称，可从下拉列表选取
issue-import-system = 涉及系统
issue-import-system-note = 不填表示针对本单位整体
issue-import-severity-note = 不填的按检查项的默认严重程度
issue-import-due-note = 按原清单填写，导入后作为首次期限，不得早于发现日期
issue-import-owner-note = 填写本单位人员姓名；不填或查无此人的，由该单位安全管理员负责
issue-import-state-note = 挂账和误报撤销须在平台上申请、审批，不能导入
issue-import-measure-example = 已关闭端口，改由VPN接入
issue-import-done = 完成日期
issue-import-done-note = 待复核、已销号的必填
issue-import-before-found = 不得早于发现日期
issue-import-no-day = 已整改的问题须填写完成日期
issue-import-no-measure = 已整改的问题须填写整改措施
issue-import-decided-here = 挂账和误报撤销须在平台上办理，请按待整改或整改中导入
issue-import-not-yours = 您的岗位不能登记本单位的问题，请由本单位安全管理员导入
issue-import-nobody-there = 该单位没有可以承担整改的人员，请先添加人员及岗位
issue-import-owner-assumed = 没有填写整改责任人，由该单位安全管理员负责
issue-import-owner-unknown = 该单位没有此人或其岗位不承担整改，由该单位安全管理员负责
issue-import-severity-assumed = 没有填写严重程度，按检查项的默认值
issue-import-verified-first = 本单位自行填报为已整改的，导入后为待复核，由上级单位复核销号
