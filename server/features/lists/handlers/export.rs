//! The list as a workbook: at once when it is short, apart from the request when it is long.
use crate::{
    access::Reading,
    audit::{Event, Subject, Tx},
    base::{
        aside::aside,
        download as leave,
        error::{Error, Result},
        extract::Query,
        form::Form,
        page::{Done, html},
    },
    features::lists::{
        Listing, Saying,
        forms::{Keep, tidy},
        model::AT_ONCE,
        pages,
        store::{self, Wish},
        work::begin,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::json;

/// The whole list as filtered; a long one is offered to be made in the background.
pub async fn download<L: Listing>(
    State(app): State<App>,
    mut r: Reading,
    Query(search): Query<L::Search>,
) -> Result<Response> {
    L::may(&r.actor)?;
    let query = tidy::<L::Search>(&serde_html_form::to_string(&search).unwrap_or_default());
    let (actor, most) = (r.actor.clone(), i64::try_from(AT_ONCE).unwrap_or_default());
    let rows = match L::narrow(&app, r.db(), &actor, &search).await? {
        Some(filter) => L::rows(r.db(), &filter, None, most + 1).await?,
        None => Vec::new(),
    };
    if rows.len() > AT_ONCE {
        let (frame, list) = (r.frame(L::SECTION), L::name(r.words()));
        return html(&pages::Long { frame, path: L::PATH, list, query });
    }
    let place = actor.place.clone();
    let event = Event {
        kind: L::EXPORTED,
        subject: Subject { kind: "unit", id: place.unit.0 },
        place,
        data: json!({ "rows": rows.len(), "filter": query }),
    };
    let said = Saying { w: r.words(), zone: actor.at.zone };
    let name = L::file(said.w, actor.at.today);
    Tx::note(&app, &r.ctx, event).await?;
    let book = aside(move || {
        let mut book = begin::<L>(said, &actor)?;
        for (n, row) in (1..).zip(&rows) {
            L::write(&mut book, n, row, &said)?;
        }
        book.finish()
    });
    Ok(leave::workbook(&name, book.await?.map_err(anyhow::Error::from)?))
}

/// Has it made in the background.
pub async fn ask<L: Listing>(State(app): State<App>, form: Form<Keep>) -> Result<Response> {
    let query = tidy::<L::Search>(&form.input.query);
    let mut tx = Tx::begin(&app, form.writer).await?;
    L::may(tx.actor()?)?;
    let (ctx, today) = (tx.ctx()?.clone(), tx.at().today);
    let file_name = L::file(ctx.words(), today);
    let wish = Wish { list: L::KEY, query: &query, file_name: &file_name, language: ctx.language };
    store::add(&mut tx, wish, L::EXPORTED).await?.map_err(Error::refused)?;
    let place = tx.actor()?.place.clone();
    tx.record(Event {
        kind: L::EXPORTED,
        subject: Subject { kind: "unit", id: place.unit.0 },
        place,
        data: json!({ "filter": query }),
    });
    tx.commit("/exports").await?;
    Ok(Done::to("/exports").into_response())
}
