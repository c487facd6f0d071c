//! The yardstick: the list's own SELECT and its rows as HTML, with no session, no policy, no access and no headers.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a program of its own, without the house's locks"
)]
use anyhow::Result;
use askama::Template;
use axum::{Router, extract::State, http::StatusCode, response::Html, routing::get};
use chrono::NaiveDate;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::net::SocketAddr;
use uuid::Uuid;

/// The statement of the list, with all that it can be narrowed by.
const LINES: &str = "
    select i.id, i.number, i.title, i.main_item, i.severity, i.state, u.name as unit, coalesce(p.name, '') as owner, s.due
      from issue_scope s join issue i on i.id = s.issue_id join unit u on u.id = i.unit_id left join person p on p.id = i.owner_id
     where s.ancestor = $1 and ($2::text is null or s.state = $2) and ($3::text[] is null or s.state = any($3))
       and ($4::date is null or s.due >= $4) and ($5::date is null or s.due < $5)
       and ($6::text is null or s.severity = $6) and ($7::uuid is null or s.owner_id = $7)
       and ($8::text is null or exists (select from issue_item t where t.issue_id = s.issue_id and t.code = $8))
       and ($9::text is null or strpos(lower(i.title), lower($9)) > 0 or starts_with(i.number, upper($9)))
       and ($13::int is null or (i.closed_on >= make_date($13, 1, 1) and i.closed_on < make_date($13 + 1, 1, 1)))
       and ($14::bool is null or (i.submitted_on <= i.due) = $14)
       and ($15::uuid[] is null or s.issue_id = any($15))
       and ($10::date is null or (s.due, s.issue_id) > ($10, $11::uuid)) order by s.due, s.issue_id limit $12";

#[derive(sqlx::FromRow)]
struct Line {
    id: Uuid,
    number: String,
    title: String,
    main_item: String,
    severity: String,
    state: String,
    unit: String,
    owner: String,
    due: NaiveDate,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>问题隐患</title></head><body>
<table class="table rows"><thead><tr><th>问题</th><th>严重程度</th><th>状态</th><th>单位、责任人</th><th>整改期限</th><th>操作</th></tr></thead><tbody>
{% for l in lines %}<tr><th scope="row" class="main-cell"><a href="/issues/{{ l.id }}">{{ l.title }}</a><small>{{ l.number }}　{{ l.main_item }}</small></th><td class="bare" data-label="严重程度"><span class="badge {{ l.severity }}"><svg class="icon" aria-hidden="true"><use href="/static/icons.svg#sev-{{ l.severity }}"></use></svg>{{ l.severity }}</span></td><td class="bare" data-label="状态"><span class="badge {{ l.state }}"><svg class="icon" aria-hidden="true"><use href="/static/icons.svg#state-{{ l.state }}"></use></svg>{{ l.state }}</span></td><td data-label="单位"><span>{{ l.unit }}<br><span class="quiet">{{ l.owner }}</span></span></td><td data-label="整改期限"><span class="nowrap">{{ l.due }}</span></td><td class="act"><a href="/issues/{{ l.id }}">查看</a></td></tr>
{% endfor %}</tbody></table></body></html>"#
)]
struct List {
    lines: Vec<Line>,
}

async fn list(State(pool): State<PgPool>) -> Result<Html<String>, StatusCode> {
    let absent = None::<String>;
    let lines = sqlx::query_as(LINES)
        .bind("1/")
        .bind("awaiting")
        .bind(None::<Vec<String>>)
        .bind(None::<NaiveDate>)
        .bind(None::<NaiveDate>)
        .bind(&absent)
        .bind(None::<Uuid>)
        .bind(&absent)
        .bind(&absent)
        .bind(None::<NaiveDate>)
        .bind(None::<Uuid>)
        .bind(50_i64)
        .bind(None::<i32>)
        .bind(None::<bool>)
        .bind(None::<Vec<Uuid>>)
        .fetch_all(&pool)
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    List { lines }.render().map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// Serves it until killed; as many connections to the database as the portal has for reading.
pub async fn serve(address: SocketAddr, url: &str, pool: u32) -> Result<()> {
    // Its conditions that may be absent need the plan of their values, as in the portal.
    let options = url.parse::<PgConnectOptions>()?.options([("plan_cache_mode", "force_custom_plan")]);
    let pool =
        PgPoolOptions::new().max_connections(pool).test_before_acquire(false).connect_with(options).await?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    Ok(axum::serve(listener, Router::new().route("/", get(list)).with_state(pool)).await?)
}
