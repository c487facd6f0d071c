person-keyword = 姓名或工号
person-posts = 任职
person-new-title = 新增人员
person-edit-title = 修改人员
person-appoint = 新增任职
person-end = 结束任职
person-end-confirm = 确认结束
person-last-day = 最后任职日（不填则立即结束）
person-starts-on = 开始日期
person-ends-on = 结束日期
person-state = 状态
person-active = 在任
person-over = 已结束
person-future = 未开始
person-role-choose = 请选择
person-apart-note = 同一人在同一单位及其上下级单位，不得兼任系统管理员、安全管理员、审计员中的两项。
# $role (String) - the role that is held
person-apart = 此人已任{ $role }，不得兼任（三员分立）
person-last-admin = 这是最上级单位最后一名系统管理员，不能结束
person-post-ended = 此任职已经结束。
person-ends-before-start = 结束日期早于开始日期
person-has-account = 此人已有登录账号，无需邀请。
person-no-post = 此人没有任职，请先新增任职再邀请。
person-elsewhere = 此人在您的管理范围之外另有任职，请由上级单位系统管理员邀请。
person-sign-in = 登录账号
person-sign-in-none = 未开通
person-sign-in-invited = 已邀请，等待设置密码
person-sign-in-active = 已开通
person-sign-in-elsewhere = 由上级单位管理
person-invite = 邀请登录
person-link = 邀请链接
person-link-lead = 请将以下链接交给本人，由本人设置用户名和密码。链接七日内有效，只能使用一次，离开本页后不再显示；重新邀请的，此前的链接作废。
person-link-done = 已记下，返回
person-import-number-note = 同一单位内不得重复；已有的人员将被更新
person-import-unit-note = 填写单位编码或单位名称
person-import-role-note = 不填按员工；系统管理员和审计员须在平台内逐人任命
person-import-department-example = 办公室
person-import-by-hand = 系统管理员和审计员不能导入，须在平台内逐人任命
person-import-unit = 单位编码
person-mail-elsewhere = 此人在您的管理范围之外另有任职，其邮箱用于接收密码链接，请由上级单位系统管理员修改。
person-invite-by-mail = 邮件发送邀请
person-invited-by-mail = 邀请邮件已进入发送队列。
person-code = 密码重设代码
person-code-make = 生成密码重设代码
person-code-lead = 请当面或者通过电话告知本人，在登录页“忘记密码”中使用。代码只显示这一次，24小时内有效。
person-no-mail = 没有登记邮箱，无法发送邮件。
person-no-account = 该人员尚未开通登录，请发送邀请。
person-acts-for = 代理对象
person-acts-for-note = 代理他人职务时填写其姓名或者工号，并填写结束日期。
# $name (String) - person
person-deputy = 代理{ $name }
person-deputy-without-end = 代理任职须填写结束日期
person-own-deputy = 不能代理本人
person-term-title = 修改任职时间
person-has-begun = 任职已经开始，不能改为以后的日期
person-left-over = 尚有事项无人接手，请选择接交人
person-no-successor = 接交人须在本单位任职（系统管理员、审计员和员工除外）
person-no-officer = 本单位尚有自查任务待办，且没有其他安全管理员，请先任命新的安全管理员。
person-hand-over = 交接
person-handed-over-by = 移交人
person-successor = 接交人
person-successor-choose = 请选择接交人
person-witness = 监交人
# $n (Number) - issues
person-duty-issues = { $n }项未销号的问题隐患由其整改
# $n (Number) - systems
person-duty-systems = { $n }个信息系统由其主管或者运营
# $n (Number) - inspections
person-duty-inspections = { $n }项自查任务待填报
person-export-file = 人员台账
person-order-note = 按单位排序号、姓名排列
person-still-invited = 已经邀请，链接仍然有效。
person-on-its-way = 邀请邮件已在发送队列中，无需重复发送。
person-batch-invite = 批量邀请
person-batch-title = 批量邀请登录
# $days (Number) - days for which a link is good
person-batch-lead = 核对预览结果，确认后才会发送邀请邮件；邮件中的链接{ $days }日内有效，由本人设置用户名和密码。
person-batch-fate = 预览结果
person-batch-sent = 将发送邀请邮件
# $why (String) - a sentence
person-batch-stays = 不发送：{ $why }
person-batch-no-mail = 没有登记邮箱。可打开该人员登记邮箱，或者单独生成邀请链接交给本人。
person-batch-still-invited = 已经邀请，链接仍然有效。需要重发的，请打开该人员单独办理。
person-batch-nobody = 所选人员均不能或者无需邀请，没有发送邮件
person-batch-none = 没有选择任何人员。请返回列表勾选，或将范围改为“全部查询结果”。
# $most (Number) - how many people a batch takes
person-batch-many = 查询结果超过{ $most }人，请缩小查询范围后再批量邀请。
# $invited (Number) - how many are invited
# $kept (Number) - how many are not
person-batch-sum = 将向{ $invited }人发送邀请邮件，其余{ $kept }人不发送。
# $n (Number) - people
person-batch-confirm = 确认邀请{ $n }人
# $n (Number) - people
person-batch-done = 已邀请{ $n }人，邮件已进入发送队列。
# $n (Number) - people
# $kept (Number) - people
person-batch-partly = 已邀请{ $n }人，邮件已进入发送队列；{ $kept }人在此期间已有变化，未发送。
