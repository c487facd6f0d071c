inspection-open = 待自查
inspection-untouched = 未开始
inspection-filling = 填报中
inspection-awaiting-sign-off = 待签批
inspection-awaiting-review = 待审核
inspection-returned = 已退回
inspection-accepted = 已通过
inspection-submit = 提交
inspection-sign-off = 签批
inspection-attach-scan = 上传签批扫描件
inspection-send-back = 退回修改
inspection-take-back = 撤回提交
inspection-accept = 审核通过
inspection-return = 退回
inspection-ask-correction = 申请撤回更正
inspection-grant-correction = 同意撤回更正
# $state (String) - name of the state
# $verb (String) - name of the act
inspection-not-now = 该自查任务当前为“{ $state }”，不能“{ $verb }”。可能已有其他人先行办理，请刷新页面后再看。
# $state (String) - name of the state
inspection-closed = 该自查任务当前为“{ $state }”，检查结果不能更改。
# $n (Number) - number of items
inspection-open-without-reason = 还有{ $n }个未检查的检查项没有写明原因。
inspection-nothing-returned = 请至少选择一个检查项并写明退回原因。
# $n (Number) - number of items
inspection-not-on-sheet = 有{ $n }个检查项不在本次自查表中。
# $n (Number) - number of items
inspection-returned-without-reason = 有{ $n }个退回的检查项没有写明原因。
inspection-no-reason = 请写明原因。
inspection-own-work = 不能审核本人提交或申请的内容，请由其他人办理。
# $flag (String) - fact of the profile
sheet-na-profile = 不适用（单位画像：{ $flag }）
sheet-na-not-important = 不适用（非重要信息系统）
sheet-na-other-hosts = 不适用（不涉及此类主机）
sheet-na-retired = 已停用下线，免查
round-list-note = 自查按批次开展，每个单位一份自查任务
round-none = 还没有自查批次
round-open = 新建自查批次
round-open-note = 所选单位及其全部下级单位各生成一份自查任务
# $n (Number) - number of units
round-opened = 已建立，涉及{ $n }个单位
# $n (Number) - number of units
round-being-opened = 已建立，正在向{ $n }个单位下发自查任务
round-handing-out = 正在下发
round-handing-out-note = 可以离开本页，不影响下发。已收到自查任务的单位即可开始自查。
round-handed-out = 下发进度
round-title = 批次名称
round-unit = 范围（含全部下级）
round-every = 周期
round-starts-on = 开始日期
round-due-on = 截止日期
round-sign-off = 由单位领导签批后报送
round-sign-off-note = 也可由安全管理员上传盖章扫描件
round-due-before-start = 截止日期不得早于开始日期
round-submitted = 提交情况
round-not-submitted = 未提交
round-in-review = 待签批、待审核
round-late = 逾期
round-conformity = 符合率
round-progress = 单位进度
round-below = 含下级提交进度
inspection-state = 状态
inspection-answered = 已检查
inspection-submitted-at = 提交时间
inspection-faults = 不符合、部分符合
inspection-whose = 范围
inspection-own = 仅本单位
inspection-none = 没有自查任务
inspection-done = 已办理
inspection-to-leader = 已提请单位领导签批
inspection-to-above = 已报上级单位审核
# $by (String) - a person
# $time (String) - a time
answer-changed = { $by }已于{ $time }更改此项结果，请刷新页面后再填。
answer-not-asked = 该检查项不涉及此对象，请刷新页面后再填。
answer-nothing-left = 没有可一并记为“符合”的未检查项。
# $n (Number) - number of cells
answer-rest-saved = 已将{ $n }项记为“符合”
column-title = 检查对象
column-note = 网络分区、主机组和移动存储介质台账在此登记；信息系统取自台账。已有检查结果的对象不能删除。
column-name = 名称
column-kind = 类别
column-group = 主机类别（仅主机组）
column-rename = 改名
column-remove = 删除
# $name (String) - name of the column
column-added = 已新增“{ $name }”
column-removed = 已删除
column-answered = 该对象已有检查结果，不能删除。
sheet-portal = 平台判定
# $by (String) - a person
# $time (String) - a time
sheet-saved = { $by } { $time }
sheet-supplementary = 补充
# $date (String) - a date
sheet-due = { $date }前整改
# $date (String) - a date
sheet-due-on = { $date }截止
# $n (Number) - number of the version
sheet-version = 第{ $n }版
sheet-sent-back = 单位领导退回修改：
sheet-correction-asked = 申请撤回更正：
sheet-no-important = 本单位没有标记重要信息系统，仅针对重要信息系统的检查项将不检查任何对象。
sheet-returned = 上级退回：
sheet-left-open = 未检查原因：
# $kind (String) - kind of subject
sheet-blind = 尚未登记{ $kind }，此项不计作符合。
sheet-ways = 按勾选判定
sheet-note = 情况说明
sheet-on-the-spot = 已当场整改
sheet-on-the-spot-note = 适用于“部分符合”，须附佐证材料，由上级审核时核实
sheet-unproven = 已标记当场整改，但还没有佐证材料；请上传，或登记问题。
sheet-stale-issue = 检查结果已更改，但此前登记的问题仍然有效。确属误报的，请由复核人或上级单位撤销；否则保留，继续整改。
# $answer (String) - an answer
sheet-last = 上期{ $answer }
sheet-standing = 未销号问题
raise-photos = 现场照片等佐证材料
sheet-attach = 上传佐证材料
sheet-taken-on = 材料日期
sheet-return-item = 退回此项
sheet-return-reason = 退回原因
sheet-rest = 其余均符合
# $layer (String) - name of the layer
# $n (Number) - number of cells
sheet-rest-title = 将“{ $layer }”未检查的{ $n }项记为“符合”？
# $items (Number) - number of items
# $n (Number) - number of cells
sheet-rest-note = 涉及{ $items }个检查项、{ $n }个对象，请逐项核实后再确认。
# $n (Number) - number of cells
sheet-rest-confirm = 确认{ $n }项符合
# $n (Number) - number of cells
sheet-rest-item = 其余{ $n }个对象均符合
sheet-computed = 平台判定
sheet-computed-note = 由平台按已有记录判定，不影响提交。
sheet-progress = 填报进度
sheet-keys = 键盘：1 符合，2 部分符合，3 不符合，4 不适用，5 情况未变，↑↓ 换行
# $faults (Number) - faults without an issue
# $n (Number) - open cells
sheet-left = 还有{ $n }项未检查，{ $faults }项不符合尚未登记问题
sheet-go-on = 核对并提交
raise-title = 登记问题
raise-note = 请核对后登记
raise-what = 问题
raise-description = 情况说明
raise-owner = 整改责任人
raise-days = 整改期限（工作日）
# $days (Number) - working days
# $due (String) - a date
raise-days-hint = 默认{ $days }个工作日，至{ $due }
raise-interim = 临时处置期限
# $days (Number) - working days
# $due (String) - a date
raise-interim-hint = { $days }个工作日内先行处置，至{ $due }
raise-related = 同一事实涉及的其他检查项
# $item (String) - title of the item
# $subject (String) - name of the subject
raise-proposed-title = { $subject }：{ $item }
# $number (String) - number of the issue
raise-done = 已登记问题{ $number }
raise-not-a-fault = 只有“不符合”“部分符合”的结果可以登记问题。
act-reason = 原因
# $faults (Number) - cells that do not conform
# $n (Number) - open cells
act-sign-off-note = 不符合和部分符合{ $faults }项，未检查{ $n }项。签批后报上级单位审核。
act-take-back-note = 领导签批之前可以撤回修改。
act-accept-note = 审核通过后，自查表不再更改；需要更正的，由该单位申请撤回更正。
act-return-note = 在需要退回的检查项下写明原因，再点击退回。
act-grant-note = 同意后，原自查表保留为历史版本，该单位在新版本上更正。
hand-in-title = 核对并提交
hand-in-complete = 全部检查项均已检查。
# $n (Number) - number of items
hand-in-open = 还有{ $n }个检查项未检查完。可以先提交，但须逐项写明原因。
# $n (Number) - number of cells
hand-in-cells = 未检查{ $n }个对象
hand-in-unsettled = 有不符合项尚未登记问题，请先登记问题或更正检查结果。
# $n (Number) - number of cells
hand-in-unsettled-title = { $n }项不符合尚未登记问题
hand-in-to-leader = 提请领导签批
hand-in-to-above = 报上级单位审核
# $number (String) - number of the issue
raise-twice = 此项已登记问题{ $number }，无需重复登记。
# $n (Number) - number of files
sheet-attached = 已上传{ $n }份佐证材料
act-scan = 签批后的自查表扫描件
# $n (Number) - number of items
sheet-computed-confirm = 确认平台判定（{ $n }项）
# $answer (String) - an answer
sheet-proposed = 平台判定：{ $answer }
sheet-computed-done = 已确认平台判定
audit-round-open = 新建自查批次
audit-round-hand-out = 下发自查任务
audit-inspection-answer = 填写检查结果
audit-inspection-add-column = 新增检查对象
audit-inspection-rename-column = 检查对象改名
audit-inspection-remove-column = 删除检查对象
# $of (Number) - number of systems
# $bad (Number) - those without owners
record-owners = 涉及{ $of }个信息系统，其中{ $bad }个缺少在岗的主管或运营责任人；网络分区、主机组尚未登记责任人，暂不判定
# $of (Number) - number of rounds
# $bad (Number) - those without an officer
record-rounds = 上一周期部署自查{ $of }次，范围、时限齐全，其中{ $bad }次部署时没有在岗的安全管理员
record-rounds-first = 首次使用，按本批次判定：范围、时限齐全，部署时有在岗的安全管理员
record-rounds-first-none = 首次使用，按本批次判定：范围、时限齐全，部署时没有在岗的安全管理员
# $overdue (Number) - issues past their deadline
# $bare (Number) - issues without an interim measure
record-overdue = 逾期未整改{ $overdue }个，逾期未采取临时处置{ $bare }个
# $of (Number) - number of faults
# $bad (Number) - those without an issue
record-faults = 不符合、未当场整改的部分符合共{ $of }项，其中{ $bad }项未登记问题
# $of (Number) - number of cells
# $bad (Number) - those without a result
record-cells = 上一周期信息系统应检{ $of }项，其中{ $bad }项没有检查结果
record-no-cells = 上一周期没有应检的信息系统，不判定
# $security (String) - names
# $operations (String) - names
# $support (String) - names
record-parties = 上一周期参加检查人员：安全管理（{ $security }）、运行维护（{ $operations }）、技术支持（{ $support }）
record-nobody = 空缺
# $n (Number) - number of items
record-on-time = 上一周期自查按期提交，{ $n }个未检查项均有书面说明
record-late = 上一周期自查逾期提交
record-unsubmitted = 上一周期自查没有提交
# $of (Number) - number of issues
# $bad (Number) - those without measure or evidence
record-closed = 上一周期销号{ $of }个，其中{ $bad }个缺少整改措施或佐证材料
# $of (Number) - number of steps
# $bad (Number) - those without an event
# $files (Number) - number of files
# $lost (Number) - those that are gone
record-steps = 上一周期问题流转{ $of }次，其中{ $bad }次缺少经办人或时间记录；佐证材料{ $files }份，其中{ $lost }份缺失；审计日志校验尚未纳入判定
# $open (Number) - open issues
# $held (Number) - registered risks
# $due (Number) - those past their deadline
record-open = 上一周期末未销号{ $open }个（其中挂账管控{ $held }个），已到期未销号{ $due }个
record-none-before = 首次使用，没有上一周期，不判定
occasion-title = 本周期发生的事件
occasion-note = 勾选后，相应检查项不论周期均须检查。事件与检查项的对应关系为本平台默认值。
occasion-new-system = 新系统上线
occasion-alert = 上级通报或预警
occasion-vendor-notice = 厂商安全公告
occasion-incident = 发生网络安全事件
occasion-of-round = 由本批次统一要求
# $n (Number) - number of systems
occasion-registered = 本周期内台账新增信息系统{ $n }个，请核实后保存
# $items (String) - codes
occasion-items = 涉及{ $items }
occasion-saved = 已保存本周期发生的事件
occasion-answered = 因该事件检查的项目已有检查结果，不能取消勾选。
sheet-on-event = 因事件检查
sheet-above-waiting = 待上级单位作答
# $name (String) - name of the unit
sheet-above-by = 由{ $name }检查
sheet-unchanged = 情况未变，佐证有效
# $date (String) - a date
sheet-unchanged-note = 沿用上期“符合”及{ $date }的佐证材料
sheet-taken-over = 沿用上期结果和佐证
answer-not-unchanged = 上期结果不是“符合”，或佐证材料已超过有效天数，请重新检查。
# $answer (String) - an answer
sheet-given-before = 此前结果：{ $answer }
party-title = 参加检查人员
party-note = 填写三方参加人员的姓名；下一批次据此判定三方是否参加。
party-security = 安全管理
party-operations = 运行维护
party-support = 技术支持
hand-in-common = 其余未检查项的共同原因
hand-in-common-note = 适用于下列没有单独写明原因的检查项；单独写明的，以单独原因为准。
hand-in-records = 提交时一并确认平台判定
inspection-excused = 单位已撤销
# $n (Number) - number of units
round-excused = 单位已撤销{ $n }个，不计入
audit-inspection-happened = 登记本周期发生的事件
sheet-answer = 检查结果
sheet-item = 检查项
sheet-lost = 以下内容没有保存
sheet-to-sign = 去签批
sheet-to-review = 去审核
sheet-to-grant = 去审批更正申请
# $named (Number) - cells that the page named
# $now (Number) - cells that are open now
sheet-rest-again = 本页打开时有{ $named }项未检查，现有{ $now }项：期间检查表已有变化，没有进行任何修改。请核对后再确认。
sheet-rest-look = 返回检查表核对
# $n (Number) - items
sheet-settled = 已符合或者不需检查的{ $n }项
