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
