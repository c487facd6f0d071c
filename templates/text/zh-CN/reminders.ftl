reminder-title = 提醒安排
# $unit (String) - name of the unit
reminder-lead = { $unit }整改、复核、挂账和督办期限的提醒：将要发送什么、发给谁、为什么，以及已经发送的提醒。
reminder-coming = 今后14天将发送的提醒
reminder-coming-note = 问题状态或者期限变化后，安排随之变化；漏发的，恢复后补发一次。
reminder-none = 今后14天没有需要发送的提醒
reminder-none-hint = 整改期限临近时，会按本单位设置的提醒时间列在这里。
reminder-day = 发送日期
reminder-today = 今日
reminder-why = 提醒原因
reminder-date = 期限
reminder-whom = 提醒对象
reminder-more = 仅列出最近的200条。
reminder-sent = 已发送的提醒
reminder-sent-at = 发送时间
reminder-sent-none = 尚未发送过提醒
reminder-sent-none-hint = 最近50条已发送的提醒会列在这里。
reminder-owner = 整改责任人
reminder-officer = 安全管理员
reminder-leader = 单位领导
reminder-above = 上级单位
reminder-verifier = 复核人
# $whom (String) - role
# $names (String) - people
reminder-named = { $whom }：{ $names }
reminder-and = 、
