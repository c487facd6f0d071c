message-title = 消息
message-lead = 与本人有关的提醒、催办、督办和办理结果。保存180天。
message-unread = 未读
message-new = 未读
message-read-all = 全部标为已读
message-all-read-said = 已将全部消息标为已读
message-none = 没有消息
message-none-hint = 整改期限临近、收到催办督办或者有人提到您时，会在这里告知。
message-other-post = 需切换到相应任职后查看
message-assigned = 分派整改任务
message-returned = 复核退回
message-decided = 审批结果
message-nudge = 催办
message-supervision = 督办
message-mention = 评论中提到您
message-reminder = 期限提醒
message-digest = 每日督促汇总
message-topic-deadline = 期限提醒
message-topic-deadline-hint = 整改、复核和挂账期限的提醒，以及每日督促汇总
message-topic-work = 办理进展
message-topic-work-hint = 分派整改任务、复核退回、延期和挂账的审批结果
message-topic-urge = 催办督办
message-topic-urge-hint = 催办、督办单及其答复
message-topic-mention = 评论提及
message-topic-mention-hint = 评论中提到本人
message-due-today = 今日到期
# $n (Number) - working days
message-review-over = 复核超时{ $n }个工作日
message-ends-today = 挂账今日到期
# $n (Number) - working days
message-ends = 挂账还剩{ $n }个工作日
message-reply-today = 督办反馈今日到期
# $n (Number) - working days
message-reply-left = 督办反馈剩{ $n }个工作日
# $n (Number) - working days
message-reply-over = 督办反馈逾期{ $n }个工作日
message-nudged = 已被催办
message-an-issue = 问题隐患
# $number (String) - of the issue
# $title (String) - of the item
# $date (String) - the date
# $standing (String) - working days left or over
message-line = { $number } { $title }，期限{ $date }，{ $standing }
# $number (String) - of the issue
# $title (String) - of the item
# $date (String) - the date
message-line-plain = { $number } { $title }，期限{ $date }
# $n (Number) - issues
message-many = 涉及{ $n }个问题隐患
# $n (Number) - issues
message-more = 另有{ $n }个，请登录系统查看。
message-item = 检查项
message-standing = 期限情况
message-mails = 邮件提醒设置
message-mails-lead = 消息始终显示在系统内；选中的，同时发送到本人登记的邮箱。邮件只含编号、检查项名称、期限和链接。
message-mails-about = 以下消息同时发送邮件
# $kind (String) - of the message
# $number (String) - of the issue
message-mail-subject-one = 【{ $kind }】{ $number }
# $kind (String) - of the message
# $n (Number) - issues
message-mail-subject = 【{ $kind }】{ $n }个问题隐患
# $unit (String) - name of the unit
message-mail-lead = { $unit }的以下问题隐患请及时办理：
message-mail-link = 登录系统查看
