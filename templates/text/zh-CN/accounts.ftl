login-refused = 用户名或密码不正确，或因多次失败已暂时锁定。请核对后稍候再试。
signed-out = 您已退出登录。
setup-title = 初始设置
setup-lead = 登记最上级单位，建立第一位系统管理员。本链接只能使用一次。
setup-unit = 最上级单位
setup-button = 完成设置
invite-title = 开通登录
# $name (String) - person
# $unit (String) - unit
invite-lead = { $name }（{ $unit }），请设置用户名和密码。本链接只能使用一次。
invite-button = 开通并登录
person-name = 姓名
password-again = 再次输入密码
password-now = 当前密码
password-new = 新密码
password-change = 修改密码
password-changed = 密码已修改，其他登录已全部退出。
# $least (Number) - characters
password-hint = 不少于{ $least }个字符，不使用姓名、单位名称和常见组合
# $least (Number) - characters
password-short = 密码不得少于{ $least }个字符
password-guessable = 密码过于简单，容易被猜到；请避免使用姓名、单位名称、连续字符和常见组合
password-differs = 两次输入的密码不一致
password-wrong = 当前密码不正确
username-bad = 用户名至少2个字，只能使用汉字、字母、数字和“.”“_”“-”
sessions-title = 登录会话
session-seen = 最近使用
session-address = 地址
session-agent = 浏览器
session-current = 当前会话
session-end = 结束
session-ended = 该会话已结束。
agent-other = 其他浏览器
agent-wecom = 企业微信
agent-wechat = 微信
agent-dingtalk = 钉钉
agent-feishu = 飞书
forgot-title = 忘记密码
forgot-by-mail = 通过邮件重设
forgot-by-mail-lead = 向登记的邮箱发送一次性链接，1小时内有效。
forgot-name-or-mail = 用户名或邮箱
forgot-send = 发送链接
forgot-asked = 如果该账号存在并登记了邮箱，邮件很快就会送达。没有收到时，请稍候再试，或者向系统管理员索取一次性代码。
forgot-by-code = 使用管理员提供的代码
forgot-by-code-lead = 代码由本单位或者上级单位的系统管理员告知，24小时内有效，只能使用一次。
forgot-code = 一次性代码
forgot-code-button = 继续
forgot-code-refused = 用户名或代码不正确，或因多次失败已暂时锁定。请核对后稍候再试。
forgot-back = 返回登录
reset-title = 设置新密码
# $name (String) - person
reset-lead = { $name }，请设置新密码。本链接只能使用一次，保存后其他登录全部退出。
reset-button = 保存新密码
reset-done = 新密码已生效，请重新登录。
mail-foot = 本邮件由网络安全自查整改平台自动发出，请勿回复。
mail-reset-subject = 设置新密码
# $name (String) - person
mail-reset-lead = { $name }，您好！有人为您的账号申请设置新密码。
mail-reset-link = 请在1小时内打开以下链接，链接只能使用一次：
mail-reset-end = 如果不是您本人申请，请忽略本邮件，现有密码不受影响。
mail-invite-subject = 开通登录
# $name (String) - person
mail-invite-lead = { $name }，您好！系统管理员邀请您使用网络安全自查整改平台。
mail-invite-link = 请在7天内打开以下链接设置用户名和密码，链接只能使用一次：
mail-invite-end = 请勿将本邮件转发给他人。
contact-title = 联系方式
contact-hint = 邮箱用于接收密码链接。修改后，原邮箱会收到一封告知邮件。
mail-moved-subject = 邮箱已变更
# $name (String) - person
mail-moved-lead = { $name }，您好！您在网络安全自查整改平台登记的邮箱已经变更，本邮箱不再接收平台邮件。
mail-moved-end = 如果不是您本人操作，请立即联系系统管理员。
