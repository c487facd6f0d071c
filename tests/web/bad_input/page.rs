//! Reads a page with a refused form as a person does: message beside the field, line in the list above, input kept.
use super::{Kind, forms::Case};
use crate::support::Answer;
use scraper::{ElementRef, Html, Selector};

fn select<'a>(at: ElementRef<'a>, css: &str) -> Option<ElementRef<'a>> {
    at.select(&Selector::parse(css).unwrap()).next()
}

fn words(e: ElementRef) -> String {
    e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a control holds.
fn held(control: ElementRef) -> String {
    match control.value().name() {
        "textarea" => control.text().collect(),
        "select" => {
            select(control, "option[selected]").and_then(|o| o.attr("value")).unwrap_or_default().to_owned()
        }
        _ => control.attr("value").unwrap_or_default().to_owned(),
    }
}

/// Everything that is not as it should be on the page of a form refused because of `field`.
pub fn faults(answer: &Answer, case: &Case, field: &str, sent: Option<&str>) -> Vec<String> {
    if answer.status != 422 {
        return vec![format!("{} {}", answer.status, answer.all("h1").join(" "))];
    }
    if case.by_itself {
        let told = answer.all("[role=alert]");
        return if told.iter().any(|t| !t.is_empty()) { vec![] } else { vec!["nothing is said".into()] };
    }
    let page = Html::parse_document(&answer.text());
    let root = page.root_element();
    let css = format!("form[action='{}']", case.path);
    let selector = Selector::parse(&css).unwrap();
    let named = format!("[name='{field}']");
    let marked = format!("{named}[aria-invalid=true]");
    let forms: Vec<_> = root.select(&selector).collect();
    let elsewhere = |id: &str| select(root, &format!("{named}[form='{id}']")).is_some();
    let Some(form) = forms
        .iter()
        .find(|f| select(**f, &marked).is_some())
        .or_else(|| forms.iter().find(|f| select(**f, &named).is_some()))
        // Fields may stand elsewhere on the page and name their form.
        .or_else(|| forms.iter().find(|f| f.attr("id").is_some_and(elsewhere)).map(|_| &root))
    else {
        return vec!["its form is not on the page".into()];
    };
    let control = select(*form, &marked).or_else(|| select(*form, &named)).unwrap();
    let mut wrong = Vec::new();
    let hidden = control.attr("type") == Some("hidden");
    let id = if hidden { field } else { control.attr("id").unwrap_or_default() };
    let by_id = |id: &str| Selector::parse(&format!("[id='{id}']")).ok().and_then(|s| root.select(&s).next());
    let message = match hidden {
        true => by_id(field).filter(|e| e.value().classes().any(|c| c == "error")),
        false => control
            .attr("aria-describedby")
            .unwrap_or_default()
            .split(' ')
            .filter_map(by_id)
            .find(|e| e.value().classes().any(|c| c == "error")),
    };
    match message.map(words) {
        Some(text) if !text.is_empty() => {}
        _ => wrong.push("no message at the field".into()),
    }
    // The line in the list above begins with the words beside the field, and leads there.
    let line = select(root, &format!(".error-list a[href='#{id}']")).map(words);
    let label = match hidden {
        true => String::new(),
        false => select(root, &format!("label[for='{id}']"))
            .and_then(|l| l.text().next().map(str::to_owned))
            .map(|t| t.split('（').next().unwrap_or_default().trim().to_owned())
            .unwrap_or_default(),
    };
    match line {
        Some(line) if line.starts_with(&label) && line.contains('：') => {}
        Some(line) => wrong.push(format!("the list says {line:?}, the field {label:?}")),
        None => wrong.push("no line in the list".into()),
    }
    for (name, value, kind) in &case.fields {
        let (value, choice) = match sent.filter(|_| *name == field) {
            Some(bad) => (bad.replace('\0', "\u{FFFD}"), matches!(kind, Kind::Choice(_) | Kind::Thing(_))),
            None => (value.clone(), false),
        };
        if matches!(kind, Kind::Given) {
            continue;
        }
        let Some(control) = select(*form, &format!("[name='{name}']")) else {
            wrong.push(format!("{name} is gone"));
            continue;
        };
        let kept = held(control);
        if kind.is_secret() {
            if !kept.is_empty() {
                wrong.push(format!("{name} shows a password"));
            }
        } else if !matches!(kind, Kind::Files(_) | Kind::Table) && !choice && kept != value {
            wrong.push(format!("{name} holds {kept:?}, not {value:?}"));
        }
    }
    wrong
}
