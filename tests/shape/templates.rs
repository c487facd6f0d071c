//! Templates mirror the pages of the features, and hold nothing that the content security policy refuses.
use super::{
    house::{House, finds, none},
    rust::{Source, sources},
};
use proc_macro2::TokenTree;
use std::collections::BTreeSet;

/// The templates that the struct pages of a file name: line and path.
fn named(source: &Source<'_>) -> Vec<(usize, String)> {
    let found = source.each(&mut |tokens: &[TokenTree], at| {
        let [TokenTree::Ident(name), TokenTree::Group(inside)] = tokens.get(at..at + 2)? else { return None };
        let text = inside.stream().to_string().replace(' ', "");
        let path = text.split_once("path=\"").and_then(|(_, rest)| rest.split_once('"'));
        (name == "template").then_some(path?.0.to_owned())
    });
    found.into_iter().map(|f| (f.line, f.what)).collect()
}

/// The templates that a template brings in.
fn brought(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.split("{%").skip(1).filter_map(|rest| rest.split("%}").next());
    tags.filter_map(|tag| {
        let tag = tag.trim_matches(['-', ' ']);
        let rest = ["extends ", "include ", "import "].iter().find_map(|word| tag.strip_prefix(word))?;
        rest.split('"').nth(1)
    })
}

fn unmirrored(house: &House) -> Vec<String> {
    let all: BTreeSet<&str> =
        house.under("templates/", ".html").filter_map(|(p, _)| p.strip_prefix("templates/")).collect();
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources(house, "server/") {
        for (line, path) in named(&source) {
            let at = format!("{}:{line}", source.file);
            if !all.contains(path.as_str()) {
                faults.push(format!("{at} there is no templates/{path}"));
            }
            let module = source.module();
            if let [features, feature, room, ..] = &module[..]
                && features == "features"
                && (room != "pages" || !path.starts_with(&format!("{feature}/")))
            {
                faults.push(format!(
                    "{at} {path} is named by {}, not by the pages of its feature",
                    module.join("::")
                ));
            }
            used.insert(path);
        }
    }
    for (file, text) in house.under("templates/", ".html") {
        for path in brought(text) {
            if !all.contains(path) {
                faults.push(format!("{file} there is no templates/{path}"));
            }
            used.insert(path.to_owned());
        }
    }
    faults.extend(
        all.iter().filter(|p| !used.contains(**p)).map(|p| format!("templates/{p} is named by no page")),
    );
    let features = house.names("server/features/");
    for folder in house.names("templates/").into_iter().filter(|n| n.ends_with('/')) {
        if !["parts/", "mail/", "text/"].contains(&folder) && !features.contains(folder) {
            faults.push(format!("templates/{folder} mirrors no feature"));
        }
    }
    faults
}

/// What a page must not hold.
fn refused(tag: &str) -> Option<&'static str> {
    let lower = tag.to_lowercase();
    let name = lower.split([' ', '\n', '\t', '/', '>']).next().unwrap_or_default();
    let attributes = lower[name.len()..].split(['"', '\'']).step_by(2).flat_map(str::split_whitespace);
    for attribute in attributes {
        let key = attribute.split('=').next().unwrap_or_default();
        if key == "style" {
            return Some("an inline style");
        }
        if key.starts_with("on") && attribute.contains('=') || key.starts_with("hx-on") {
            return Some("an inline handler");
        }
    }
    match name {
        "style" => Some("an inline style"),
        "script" if !lower.contains(" src=") => Some("an inline script"),
        _ if lower.contains("javascript:") || lower.contains("js:") => Some("script in an attribute"),
        _ => None,
    }
}

fn inline(house: &House) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, text) in house.under("templates/", ".html") {
        for (at, line) in text.lines().enumerate() {
            let mut fault = |what: &str| faults.push(format!("{file}:{} {what}", at + 1));
            for tag in line.split('<').skip(1) {
                let tag = tag.trim_end_matches('\n');
                if let Some(what) = refused(tag.split("</").next().unwrap_or_default()) {
                    fault(what);
                }
            }
            let filters: String = line.split_whitespace().collect();
            if filters.contains("|safe") || filters.contains("|escape(\"none\")") {
                fault("text that is not escaped");
            }
        }
    }
    faults
}

#[test]
fn templates_mirror_the_pages() {
    none(&unmirrored(&House::ours()));
}

#[test]
fn a_template_without_a_page_and_a_page_without_a_template_are_found() {
    let house = House::of(&[
        ("templates/base.html", ""),
        ("templates/units/list.html", "{% extends \"base.html\" %}{%- include \"parts/gone.html\" -%}"),
        ("templates/units/old.html", ""),
        ("templates/attic/a.html", ""),
        (
            "server/features/units/pages/list.rs",
            "#[derive(Template)]\n#[template(path = \"units/list.html\", blocks = [\"rows\"])]\nstruct List;",
        ),
        ("server/features/units/pages/show.rs", "#[template(path = \"units/show.html\")] struct Show;"),
        ("server/features/units/model.rs", "#[template(path = \"attic/a.html\")] struct A;"),
    ]);
    let expected = [
        "model.rs:1 attic/a.html is named by features::units::model",
        "pages/show.rs:1 there is no templates/units/show.html",
        "units/list.html there is no templates/parts/gone.html",
        "units/old.html is named by no page",
        "templates/attic/ mirrors no feature",
    ];
    finds(&unmirrored(&house), &expected);
}

#[test]
fn templates_have_no_inline_style_script_or_handler_and_escape_everything() {
    none(&inline(&House::ours()));
}

#[test]
fn inline_style_script_and_handler_are_found() {
    let page = r##"<p class="style" title="on my way, onward = up">fine: <b>one</b></p><script src="/app.js" defer></script>
<p style="color: red">
<style>p {}</style>
<script>alert(1)</script>
<button class="a" onclick="go()">
<div hx-on:click="go()">
<a href="javascript:go()">
<div hx-vals='js:{a: 1}'>
{{ text | safe }}"##;
    let expected = [
        ":2 an inline style",
        ":3 an inline style",
        ":4 an inline script",
        ":5 an inline handler",
        ":6 an inline handler",
        ":7 script in",
        ":8 script in",
        ":9 text that",
    ];
    finds(&inline(&House::of(&[("templates/a.html", page)])), &expected);
}
