sign-ins-title = 登录记录
sign-ins-lead = 本单位及下级单位账号的登录尝试，最近的在前。
sign-ins-what = 操作
sign-ins-result = 结果
sign-ins-ok = 成功
sign-ins-failed = 失败
mails-title = 邮件发送
mails-lead = 发给本单位及下级单位人员的邮件；未送达的会自动重试。
mails-about = 内容
mails-to = 收件人
mails-state = 状态
mails-tries = 已尝试次数
mails-error = 最近一次失败原因
mails-waiting = 等待发送
mails-done = 已送出
mails-given-up = 发送失败
mails-retry = 重新发送
mails-retried = 已安排重新发送。
about-title = 关于本平台
about-lead = 版本、数据库和运行状况。
about-version = 版本
about-schema = 数据结构版本
about-database = 数据库
about-size = 数据库大小
about-mail = 邮件
about-mail-server = 通过邮件服务器发送
about-mail-folder = 未设置邮件服务器，邮件保存在数据目录的mail文件夹中
about-health = 运行状况
about-well = 正常
about-not-well = 需要处理
about-schema-differs = 数据结构版本与程序不一致，请完成升级并重新启动。
# $n (Number) - jobs
about-late = 有{ $n }项后台任务超过五分钟未执行，请检查服务是否正在运行。
calendar-title = 节假日安排
calendar-lead = 整改期限按工作日计算。新的安排只用于以后确定的期限，已经下达的期限不变；未导入的年份按周末和固定节日推算，并予以注明。
calendar-year = 年份
calendar-off = 放假
calendar-off-note = 每行一段，如“2027-01-01 2027-01-03”；单日只填一个日期。
calendar-work = 调休上班
calendar-work-note = 每行一个周末日期。
calendar-origin = 来源
calendar-own = 本组织维护
calendar-shipped = 平台自带
calendar-enter = 录入一年的安排
calendar-import = 导入
calendar-table = 节假日文件内容
calendar-table-note = TOML格式，每年一段[[year]]，含year、off、work三项；同一年份以导入内容为准。
calendar-unreadable = 无法识别，请核对格式
# $year (String) - year
calendar-twice = { $year }年出现了两次
# $from (String) - first day
# $to (String) - last day
calendar-bad-range = { $from }至{ $to }有误：首尾颠倒、超过一个月，或者不在该年度
# $day (String) - day
calendar-bad-make-up = { $day }不能作为调休上班日：不是周末、不在该年度，或者正在放假
