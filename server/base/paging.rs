//! Keyset pages: a list is read from a key on, never counted and never skipped through.

/// Lines of a page.
pub const SIZE: i64 = 50;

/// Cuts the one line too many that says there are more; gives the last line that stays, when there are more.
pub fn cut<T>(lines: &mut Vec<T>) -> Option<&T> {
    let size = usize::try_from(SIZE).unwrap_or_default();
    if lines.len() <= size {
        return None;
    }
    lines.truncate(size);
    lines.last()
}

/// A path with a query; empty values are left out.
pub fn link(path: &str, query: &[(&str, &str)]) -> String {
    let given: Vec<_> = query.iter().filter(|(_, v)| !v.is_empty()).collect();
    match serde_html_form::to_string(&given) {
        Ok(q) if !q.is_empty() => format!("{path}?{q}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_without_more_has_no_next() {
        let mut exact: Vec<i64> = (0..SIZE).collect();
        assert_eq!(cut(&mut exact), None);
        let mut more: Vec<i64> = (0..=SIZE).collect();
        assert_eq!(cut(&mut more), Some(&(SIZE - 1)));
        assert_eq!(more.len(), 50);
    }

    #[test]
    fn a_link_carries_what_is_set() {
        assert_eq!(link("/units", &[("q", "小学"), ("after", "")]), "/units?q=%E5%B0%8F%E5%AD%A6");
        assert_eq!(link("/units", &[("q", "")]), "/units");
    }
}
