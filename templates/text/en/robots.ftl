robot-title = Chat robots
robot-lead = Robots tell group chats of WeCom, DingTalk or Feishu about the deadlines of this unit and what is urged. Deadlines come as one message a day. A message holds the unit’s name, numbers, titles of checklist items, dates and a link, but no names of persons and nothing of what an issue says.
robot-own = Robots of this unit
robot-none = This unit has no robots
robot-add = Add a robot
robot-service = Service
robot-wecom = WeCom
robot-dingtalk = DingTalk
robot-feishu = Feishu
robot-name = Name
robot-address = Webhook address
robot-address-hint = Copy it from the group’s settings once a custom robot was added there. It is as good as a password and is not shown again.
robot-secret = Signing secret
robot-secret-hint = Where signing is switched on in DingTalk or Feishu; it is not shown again. WeCom has none.
robot-topics = What it tells
robot-hint = { $host }, ends in { $hint }
robot-off = Off
robot-nothing-sent = Nothing sent yet
robot-failing = { $n ->
    [one] Waiting, one try failed
   *[other] Waiting, { $n } tries failed
}
robot-try = Send a test
robot-tried = The test message is on its way; reload this page in a moment to see how it went.
robot-enable = Switch on
robot-disable = Switch off
robot-remove-title = Remove the robot “{ $name }”?
robot-remove-note = What was not sent yet is not sent any more. To add it again you need its webhook address.
robot-remove-button = Remove “{ $name }”
robot-not-https = Enter the whole address, beginning with https://
robot-foreign = Only addresses of these servers are taken: { $hosts }
robot-no-key = The address lacks its parameter { $name }; please copy it again
robot-without-secret = Robots of WeCom have no secret, please leave this empty
robot-without-topics = Choose at least one
robot-unit-closed = The unit is closed, so no robot can be added.
robot-enough = { $n ->
    [one] A unit has one robot at most; remove the other first.
   *[other] A unit has { $n } robots at most; remove one that is not needed first.
}
robot-is-off = This robot is off; switch it on first.
robot-message = Robot’s message
robot-text = { $n ->
    [one] [{ $kind }] { $unit }, { $date }, one issue
   *[other] [{ $kind }] { $unit }, { $date }, { $n } issues
}
robot-try-text = [Test] { $unit }, { $date }. The robot is set up correctly if you read this.
audit-robot-add = Robot added
audit-robot-try = Test message of a robot sent
audit-robot-enable = Robot switched on
audit-robot-disable = Robot switched off
audit-robot-remove = Robot removed
field-host = Server
