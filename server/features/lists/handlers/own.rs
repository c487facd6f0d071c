//! What a person keeps of a list: its columns and their filters.
use crate::{
    audit::Tx,
    base::{
        error::Result,
        form::{Errors, Fault, Form},
        page::{Done, refused},
    },
    features::lists::{
        Listing,
        forms::{Chosen, Keep, tidy},
        model::Saved,
        pages, store,
    },
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

fn back<L: Listing>(query: &str) -> String {
    let query = tidy::<L::Search>(query);
    if query.is_empty() { L::PATH.to_owned() } else { format!("{}?{query}", L::PATH) }
}

/// Shows these columns from now on.
pub async fn columns<L: Listing>(State(app): State<App>, form: Form<Chosen>) -> Result<Response> {
    let input = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    L::may(tx.actor()?)?;
    let person = tx.actor()?.person;
    let mut view = store::lock_view(&mut tx, person, L::KEY, L::COLUMNS).await?;
    let known = |key: &&str| L::COLUMNS.iter().any(|c| c.key == *key);
    view.chosen = match input.reset.as_str() {
        "1" => None,
        _ => Some(input.column.iter().map(String::as_str).filter(known).map(str::to_owned).collect()),
    };
    store::save_view(&mut tx, person, L::KEY, &view).await?;
    let (to, said) = (back::<L>(&input.query), tx.words()?.saved());
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

/// Keeps what the list is narrowed to under a name.
pub async fn keep<L: Listing>(State(app): State<App>, form: Form<Keep>) -> Result<Response> {
    let input = Keep { query: tidy::<L::Search>(&form.input.query), ..form.input };
    let mut tx = Tx::begin(&app, form.writer).await?;
    L::may(tx.actor()?)?;
    let name = match input.name() {
        Ok(name) => name,
        Err(fault) => return refuse::<L>(tx, input, fault),
    };
    let person = tx.actor()?.person;
    let mut view = store::lock_view(&mut tx, person, L::KEY, L::COLUMNS).await?;
    if let Err(why) = view.keep(Saved { name: name.clone(), query: input.query.clone() }) {
        return refuse::<L>(tx, input, Fault::says(why));
    }
    store::save_view(&mut tx, person, L::KEY, &view).await?;
    let (to, said) = (back::<L>(&input.query), tx.words()?.list_filter_kept(name));
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}

fn refuse<L: Listing>(tx: Tx, input: Keep, fault: Fault) -> Result<Response> {
    let (frame, list) = (tx.frame(L::SECTION)?, L::name(tx.words()?));
    refused(&pages::Name { frame, path: L::PATH, list, input, errors: Errors::one("name", fault) })
}

/// Forgets the filter of this name.
pub async fn forget<L: Listing>(State(app): State<App>, form: Form<Keep>) -> Result<Response> {
    let input = form.input;
    let mut tx = Tx::begin(&app, form.writer).await?;
    L::may(tx.actor()?)?;
    let person = tx.actor()?.person;
    let mut view = store::lock_view(&mut tx, person, L::KEY, L::COLUMNS).await?;
    view.forget(&input.name);
    store::save_view(&mut tx, person, L::KEY, &view).await?;
    let (to, said) = (back::<L>(&input.query), tx.words()?.list_filter_forgotten(input.name));
    tx.commit(&to).await?;
    Ok(Done::to(to).say(said).into_response())
}
