//! Events that let an item be asked whatever its own period is. The checklist only says that an item has such an event; which
//! one it is, is a default of the portal, read from the item's wording.
use crate::{
    base::text::{Sentence, Words},
    features::checklists::model::Code,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, str::FromStr};

/// What may have happened in the period of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// 新系统上线
    NewSystem,
    /// 上级通报或预警
    Alert,
    /// 厂商安全公告
    VendorNotice,
    /// 发生网络安全事件
    Incident,
}

use Occasion::{Alert, Incident, NewSystem, VendorNotice};

/// Which items ask after which event.
const ASKED_AFTER: [(&str, &[Occasion]); 14] = [
    // "after an alert from above, look for a record that it was passed on"
    ("GOV-01", &[Alert]),
    // measures rest on an analysis of the unit's own systems, and a warning asks for new ones
    ("GOV-04", &[NewSystem, Alert]),
    // "where a special notice came from above, see whether it was arranged for as well"
    ("GOV-05", &[Alert]),
    // components are compared with the vendors' notices; a new system brings new ones
    ("SYS-12", &[NewSystem, VendorNotice]),
    // so are database systems
    ("SYS-13", &[NewSystem, VendorNotice]),
    // patches "as the vendor announces them"
    ("SYS-17", &[VendorNotice]),
    // a hole that vendors publish, alerts name and attackers use
    ("SYS-18", &[Alert, VendorNotice, Incident]),
    // the plan is revised "after a drill or an incident"
    ("EMG-01", &[Incident]),
    // an incident shows whether the network can be cut
    ("EMG-04", &[Incident]),
    // "where there was an incident, see when the plan was started"
    ("EMG-05", &[Incident]),
    // each important system needs a way back, a new one too
    ("EMG-07", &[NewSystem, Incident]),
    // "where there was an incident, see how evidence was taken and kept"
    ("EMG-08", &[Incident]),
    // "where there was an incident, see when it was found and when reported"
    ("EMG-09", &[Incident]),
    // "where there was an incident, see the records of the investigation"
    ("EMG-10", &[Incident]),
];

impl Occasion {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 4] = [NewSystem, Alert, VendorNotice, Incident];

    /// As stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            NewSystem => "new_system",
            Alert => "alert",
            VendorNotice => "vendor_notice",
            Incident => "incident",
        }
    }
    /// The codes of the items that it lets be asked, in the order of the checklist.
    pub fn items(self) -> impl Iterator<Item = &'static str> {
        ASKED_AFTER.iter().filter(move |(_, after)| after.contains(&self)).map(|(code, _)| *code)
    }
    /// The items that any of these lets be asked.
    pub fn all_items(happened: &BTreeSet<Self>) -> BTreeSet<Code> {
        happened.iter().flat_map(|o| o.items()).filter_map(|code| code.parse().ok()).collect()
    }
}

impl FromStr for Occasion {
    type Err = ();
    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|o| o.key() == key).ok_or(())
    }
}

impl Sentence for Occasion {
    fn say(&self, w: &Words) -> String {
        match self {
            NewSystem => w.occasion_new_system(),
            Alert => w.occasion_alert(),
            VendorNotice => w.occasion_vendor_notice(),
            Incident => w.occasion_incident(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::checklists::model::Edition;

    #[test]
    fn the_table_names_exactly_the_items_that_the_checklist_asks_after_an_event() {
        let items = Edition::built_in().items().iter().filter(|item| item.also_on_event);
        let of_checklist: Vec<&str> = items.map(|item| item.code.as_str()).collect();
        assert_eq!(ASKED_AFTER.map(|(code, _)| code).to_vec(), of_checklist);
        assert!(ASKED_AFTER.iter().all(|(_, after)| !after.is_empty()));
    }

    #[test]
    fn a_key_leads_back_to_its_event() {
        assert!(Occasion::ALL.iter().all(|o| o.key().parse() == Ok(*o)));
        assert_eq!("flood".parse::<Occasion>(), Err(()));
    }
}
