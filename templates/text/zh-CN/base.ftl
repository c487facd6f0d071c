language-name = 中文
product-name = 网络安全自查整改平台
product-short = 自查整改
fault-required = 此项必填
# $max (Number) - number of characters
fault-too-long = 不得超过{ $max }个字
fault-unreadable = 含有无法识别的字符，请删除后重新填写
fault-not-a-date = 日期不存在或格式有误，请按“2026-11-23”填写
# $max (Number) - greatest
# $min (Number) - least
fault-not-a-number = 请填写{ $min }至{ $max }之间的整数
fault-not-a-choice = 请从所列选项中选择
fault-not-a-mail = 邮箱格式有误
fault-not-a-phone = 电话号码格式有误
fault-taken = 已被占用，请另行填写
fault-unknown = 未找到，或不在您的管理范围内
error-sign-in = 请先登录
error-sign-in-text = 您尚未登录，或登录已失效。
error-token = 页面已过期
error-token-text = 您可能在其他窗口重新登录过，本页的校验信息已失效，没有进行任何修改。
error-forbidden = 没有权限
error-forbidden-text = 您当前的任职无权进行此项操作。如有多个任职，请返回首页，在页面右上角切换；确需办理的，请联系本单位系统管理员。
error-not-found = 页面不存在
error-not-found-text = 您要查看的内容不存在，或不在您当前任职的管理范围内。
error-bad-request = 请求有误
error-bad-request-text = 服务器无法识别提交的内容，没有进行任何修改。请返回上一页重试。
error-too-large = 文件过大
error-too-large-text = 单个文件不得超过20 MB，一次不得超过20个文件。请压缩或分批上传。
error-too-many = 操作过于频繁
error-too-many-text = 请稍候几分钟再试。
error-refused = 未能办理
error-unavailable = 系统暂时无法连接数据库
error-unavailable-text = 您的内容没有保存，请保留本页，稍候片刻后重试。
error-internal = 系统出现故障
error-internal-text = 故障已记入日志，没有进行任何修改。请将下方编号告知系统管理员。
# $id (String) - request id
error-id = 编号：{ $id }
error-back = 返回首页
error-resume = 您填写的内容已保留
error-resume-sign-in = 重新登录后可继续提交刚才填写的内容；已选的文件需要重新选择。
error-resume-again = 请核对以下内容，确认无误后继续提交。
error-resume-button = 继续提交
error-other-post = 本页是通过其他任职或者其他账号打开的，没有进行任何修改。请切换回原任职后重新办理。
menu-todo = 待办
menu-overview = 总览
menu-statistics = 整改统计
menu-rounds = 自查批次
menu-inspections = 自查任务
menu-issues = 问题隐患
menu-checklists = 检查标准
menu-units = 单位
menu-people = 人员
menu-systems = 信息系统
menu-audit = 审计日志
role-admin = 系统管理员
role-auditor = 审计员
role-leader = 单位领导
role-supervisor = 上级管理人员
role-officer = 安全管理员
role-reviewer = 复核人
role-owner = 整改责任人
role-staff = 员工
frame-skip = 跳到正文
frame-menu = 菜单
frame-sign-out = 退出登录
frame-switch = 切换任职
frame-other-language = English
frame-secret = 不得录入、上传涉密信息
form-errors = 请更正以下内容
form-save = 保存
form-cancel = 取消
form-add = 新增
form-edit = 修改
form-optional = 选填
list-search = 查询
list-reset = 重置
list-more = 展开
list-none = 没有符合条件的记录
list-next = 下一页
list-actions = 操作
list-export = 导出
list-import = 导入
list-tables = 导出导入
list-all = 全部
history = 历史记录
frame-crumbs = 当前位置
frame-home = 首页
frame-notice = 渝网通〔2019〕13号
script-saving = 保存中…
script-saved = 已保存 {"{time}"}
script-unsaved = 保存失败
script-retry = 重试
script-failed = 操作未完成，请稍后重试。
script-offline = 网络不通，填写的内容仍在本页，请稍后重试。
script-expired = 登录已失效，填写的内容仍在本页。请在新窗口登录后回到此处继续。
script-sign-in = 前往登录
script-close = 关闭
script-large = 文件“{"{name}"}”超过{"{most}"} MB，请压缩后再上传。
saved = 已保存
list-keyword = 关键词
list-view = 查看
list-pages = 分页
account-title = 我的账号
login-title = 登录
login-lead = 请使用单位分配的账号登录
login-username = 用户名
login-password = 密码
login-button = 登录
menu-admin = 系统管理
list-filters = 常用筛选
list-filters-manage = 管理常用筛选
list-filter-keep = 保存当前筛选
list-filter-name = 筛选名称
list-filter-forget = 删除
# $name (String) - the filter's name
list-filter-kept = 已保存常用筛选“{ $name }”
# $name (String) - the filter's name
list-filter-forgotten = 已删除常用筛选“{ $name }”
# $most (Number) - how many filters one may keep
list-many-filters = 每个列表最多保存{ $most }个常用筛选，请先删除不再使用的
list-columns = 列设置
list-columns-shown = 显示以下列
list-columns-reset = 恢复默认
list-picked = 已选
list-pick-page = 选择本页全部
list-batch-scope = 处理范围
list-batch-picked = 所选记录
list-batch-all = 全部查询结果
list-back = 返回列表
export-own = 我的导出
# $days (Number) - days for which a workbook is kept
export-own-lead = 后台生成的Excel文件，保留{ $days }天后自动清除。
# $name (String) - the list's name
export-title = 导出：{ $name }
# $n (Number) - rows up to which a workbook is made at once
export-long = 查询结果超过{ $n }条，将在后台生成Excel文件。
export-long-note = 生成期间可以离开本页，完成后到“我的导出”下载。
export-begin = 开始生成
# $most (Number) - how many workbooks one may have
export-many = 最多同时保留{ $most }个导出文件，请先到“我的导出”删除不再需要的文件
export-none = 还没有导出文件
export-none-hint = 在列表页点击“导出”，结果较多时会在后台生成并列在这里。
export-file = 文件名
export-made = 提交时间
export-state = 状态
export-until = 保留至
export-waiting = 排队中
export-running = 生成进度
export-ready = 已生成
export-failed = 未生成
# $n (Number) - rows
export-rows = { $n }条
export-fetch = 下载
export-remove = 删除
# $name (String) - the file's name
export-removed = 已删除“{ $name }”
export-failed-right = 申请导出的任职已结束，或不再有权查看该列表
# $most (Number) - rows that a sheet holds
export-failed-long = 超过Excel单表可容纳的{ $most }条，请缩小查询范围后重新导出
export-failed-fault = 系统故障，请重新导出；仍不成功的，请告知系统管理员
progress-look-again = 刷新进度
# $day (Number) - day
# $month (Number) - month
# $year (String) - year
date-written = { $year }年{ $month }月{ $day }日
# $year (String) - year
# $month (Number) - month
month-written = { $year }年{ $month }月
