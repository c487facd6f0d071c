robot-title = 群机器人
robot-lead = 群机器人把本单位的期限提醒和催办督办发送到企业微信、钉钉或者飞书的工作群。期限提醒每天汇总为一条。消息只含单位名称、编号、检查项名称、期限和链接，不含人员姓名和问题描述。
robot-own = 本单位的群机器人
robot-none = 本单位没有群机器人
robot-add = 新增群机器人
robot-service = 类型
robot-wecom = 企业微信
robot-dingtalk = 钉钉
robot-feishu = 飞书
robot-name = 名称
robot-address = Webhook地址
robot-address-hint = 在群设置中添加自定义机器人后复制。地址相当于密码，保存后不再显示。
robot-secret = 加签密钥
robot-secret-hint = 钉钉的“加签”、飞书的“签名校验”启用后填写，保存后不再显示。企业微信没有密钥。
robot-topics = 发送内容
# $host (String) - of the address
# $hint (String) - the last characters of the address
robot-hint = { $host }，尾号{ $hint }
robot-off = 已停用
robot-nothing-sent = 尚未发送
# $n (Number) - tries
robot-failing = 等待重试，已失败{ $n }次
robot-try = 发送测试消息
robot-tried = 测试消息已提交发送，请稍后刷新本页查看结果。
robot-enable = 启用
robot-disable = 停用
# $name (String) - of the robot
robot-remove-title = 删除群机器人“{ $name }”？
robot-remove-note = 尚未送出的消息不再发送。重新添加时需要再次填写Webhook地址。
# $name (String) - of the robot
robot-remove-button = 删除“{ $name }”
robot-not-https = 请填写以https://开头的完整地址
# $hosts (String) - host names
robot-foreign = 只能填写以下服务器的地址：{ $hosts }
# $name (String) - a parameter of the address
robot-no-key = 地址不完整，缺少{ $name }参数，请重新复制
robot-without-secret = 企业微信机器人没有密钥，请留空
robot-without-topics = 请至少选择一项
robot-unit-closed = 单位已撤销，不能新增群机器人。
# $n (Number) - robots
robot-enough = 一个单位最多有{ $n }个群机器人，请先删除不用的。
robot-is-off = 该群机器人已停用，请先启用。
robot-message = 群机器人消息
# $kind (String) - what it is about
# $unit (String) - name of the unit
# $date (String) - the day
# $n (Number) - issues
robot-text = 【{ $kind }】{ $unit }，{ $date }，{ $n }个问题隐患
# $unit (String) - name of the unit
# $date (String) - the day
robot-try-text = 【测试消息】{ $unit }，{ $date }。收到本消息，说明群机器人设置正确。
audit-robot-add = 新增群机器人
audit-robot-try = 发送群机器人测试消息
audit-robot-enable = 启用群机器人
audit-robot-disable = 停用群机器人
audit-robot-remove = 删除群机器人
field-host = 服务器
