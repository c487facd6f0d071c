# $name (String) - person
todo-hello = { $name }，您好
# $date (String) - today
# $n (String) - how many, 99+ at most
todo-lead = { $date } · 共有{ $n }项待办
todo-none = 没有待办事项
todo-none-text = 新的自查任务、整改和复核事项会出现在这里。
todo-fill = 待自查
todo-fill-button = 继续填报
todo-returned = 已退回
# $cells (Number) - asked
# $done (Number) - answered
todo-answered = 已答 { $done } / { $cells }
todo-sign = 待签批
todo-sign-button = 查看并签批
todo-overdue = 已逾期
todo-soon = 即将到期
todo-later = 待整改
todo-rectify-button = 去整改
todo-follow-button = 跟进
todo-verify = 待复核
todo-verify-note = 不能复核本人整改的问题
todo-verify-button = 去复核
todo-review = 待审核
todo-review-button = 去审核
todo-all = 查看全部
# $days (Number) - working days
due-over = 逾期{ $days }个工作日
# $days (Number) - working days
due-left = 剩{ $days }个工作日
# $date (String) - the deadline
due-on = { $date }到期
# $date (String) - day
# $time (String) - time
overview-as-of = 截至{ $date } { $time }，含全部下级单位
overview-figures = 主要指标
overview-open = 未销号
overview-open-note = 待整改、整改中、待复核、挂账管控
overview-overdue = 已逾期
overview-overdue-note = 超过整改期限仍未提交复核
overview-soon = 即将到期
overview-soon-note = 3个工作日内到期
overview-on-time = 本年按期整改率
# $closed (Number) - closed
# $on-time (Number) - in time
overview-on-time-note = 本年销号{ $closed }个，其中按期{ $on-time }个
overview-by-severity = 未销号问题（按严重程度）
overview-in-time = 本年销号问题（是否按期）
overview-by-current = 按现行期限
overview-by-first = 按首次期限
overview-by-unit = 未销号问题（按下级单位）
overview-no-units = 没有下级单位
# $n (Number) - issues
overview-unit-open = { $n }个
# $n (Number) - issues
overview-unit-overdue = 逾期{ $n }个
todo-decide = 待审批
todo-decide-button = 去审批
# $ask (String) - extension or registered risk
# $until (String) - a day
todo-decide-asked = { $ask }至{ $until }
todo-nudged = 今日被催办
todo-papers = 督办
todo-paper-acknowledge = 去签收
todo-paper-answer = 去反馈
todo-paper-see = 查看反馈
todo-keys = 键盘：J键下一项，K键上一项，回车键打开
