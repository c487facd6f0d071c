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
sheet-na-retired = 不适用（系统已下线）
