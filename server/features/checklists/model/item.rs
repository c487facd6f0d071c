//! 检查项: one obligation of the notice in our own wording. The same shape in TOML and in the database's JSON.

use super::{
    code::Code,
    params::Params,
    text::pick,
    words::{
        AnsweredOn, Audience, AutoLevel, AutoTool, Clause, Every, HostKind, Kind, Layer, NaFlag, Severity,
        Strength,
    },
};
use crate::base::text::Language;
use serde::{Deserialize, Serialize};

/// Computed items that judge the handling of issues: their failure raises none, or the figures could never return to zero.
const ABOUT_ISSUES: [&str; 5] = ["MGT-12", "OPS-05", "OPS-06", "OPS-07", "OPS-08"];

/// One check item. Texts are read through the methods, which choose the language and put the figures in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable; never used again for another fact.
    pub code: Code,
    /// The clause of the notice that it belongs to.
    pub clause: Clause,
    /// Further clauses that it answers after a merge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_clauses: Vec<Clause>,
    /// The group on the sheet.
    pub layer: Layer,
    /// Who gives the answer.
    pub kind: Kind,
    /// What it is answered on.
    pub answered_on: AnsweredOn,
    /// With [`AnsweredOn::Hosts`] only: the kinds of group that it asks about; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub host_kinds: Vec<HostKind>,
    /// With [`AnsweredOn::System`] only: systems not marked important are n/a without asking.
    #[serde(default, skip_serializing_if = "is_false")]
    pub only_important: bool,
    /// How often it is asked; a default of the portal.
    pub inspect_every: Every,
    /// Asked again when its event happens (new system, alert, vendor notice, incident).
    pub also_on_event: bool,
    /// Calendar days for which evidence supports "unchanged, evidence still valid".
    pub fresh_within_days: u16,
    title_zh: String,
    title_en: String,
    guidance_zh: String,
    guidance_en: String,
    pass_zh: String,
    pass_en: String,
    evidence_zh: String,
    evidence_en: String,
    /// Ways to be ticked; an "either" item fails only when none is met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boxes: Vec<WayBox>,
    /// Who is asked, or shown it.
    pub roles: Vec<Audience>,
    who_zh: String,
    who_en: String,
    /// How strongly the notice words it.
    pub strength: Strength,
    /// Default severity of an issue; a default of the portal.
    pub severity: Severity,
    /// Working days to rectify completely; a default of the portal.
    pub rectify_days: u16,
    /// Working days to protect meanwhile, where that makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interim_days: Option<u16>,
    /// Items that look at the same fact. Symmetrical.
    pub related: Vec<Code>,
    /// How far a tool can decide it.
    pub auto_level: AutoLevel,
    /// The tools that may propose an answer.
    pub auto_tools: Vec<AutoTool>,
    auto_rule: String,
    /// Facts of the profile that make it n/a.
    pub na_when: Vec<NaFlag>,
    /// The superior unit may answer once for a system that it provides 统建.
    pub inheritable: bool,
}

/// One way to be ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayBox {
    /// Its name in data.
    pub key: String,
    zh: String,
    en: String,
}

impl WayBox {
    /// Its name on the screen.
    pub fn title(&self, language: Language) -> &str {
        pick(language, &self.zh, &self.en)
    }
}

impl Item {
    /// The obligation in a few words.
    pub fn title(&self, language: Language) -> &str {
        pick(language, &self.title_zh, &self.title_en)
    }

    /// Steps, how to check, what conforms.
    pub fn guidance(&self, language: Language, params: &Params) -> String {
        params.fill(pick(language, &self.guidance_zh, &self.guidance_en))
    }

    /// What conforms, in one sentence.
    pub fn pass(&self, language: Language, params: &Params) -> String {
        params.fill(pick(language, &self.pass_zh, &self.pass_en))
    }

    /// What may be attached.
    pub fn evidence(&self, language: Language) -> &str {
        pick(language, &self.evidence_zh, &self.evidence_en)
    }

    /// The persons, in the office's own words.
    pub fn who(&self, language: Language) -> &str {
        pick(language, &self.who_zh, &self.who_en)
    }

    /// The rule by which tools propose an answer: English, for those who write the rules.
    pub fn auto_rule(&self, params: &Params) -> String {
        params.fill(&self.auto_rule)
    }

    /// Whether a failure raises an issue. Computed items about issues are only shown and reported.
    pub fn raises_issue(&self) -> bool {
        !ABOUT_ISSUES.contains(&self.code.as_str())
    }

    /// Whether it answers this clause, by itself or after a merge.
    pub fn answers(&self, clause: Clause) -> bool {
        self.clause == clause || self.also_clauses.contains(&clause)
    }

    pub(super) fn auto_rule_is_empty(&self) -> bool {
        self.auto_rule.trim().is_empty()
    }

    /// Texts that thresholds may stand in, with the names of their fields.
    pub(super) fn texts_with_params(&self) -> [(&'static str, &str); 5] {
        [
            ("guidance_zh", &self.guidance_zh),
            ("guidance_en", &self.guidance_en),
            ("pass_zh", &self.pass_zh),
            ("pass_en", &self.pass_en),
            ("auto_rule", &self.auto_rule),
        ]
    }

    /// Texts that are shown as they stand, with the names of their fields.
    pub(super) fn plain_texts(&self) -> [(&'static str, &str); 6] {
        [
            ("title_zh", &self.title_zh),
            ("title_en", &self.title_en),
            ("evidence_zh", &self.evidence_zh),
            ("evidence_en", &self.evidence_en),
            ("who_zh", &self.who_zh),
            ("who_en", &self.who_en),
        ]
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
