//! The words of an edition as a person reads them. Layers, severities, strengths and kinds are named by the edition itself.
use super::{
    Answer, AnsweredOn, Clause, Edition, Every, GroupKind, Kind, Layer, NaFlag, ParamUnit, Severity, Strength,
};
use crate::base::text::{Language, Sentence, Words};

impl Sentence for Clause {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Responsibility => w.clause_responsibility(),
            Self::Inspection => w.clause_inspection(),
            Self::Network => w.clause_network(),
            Self::Systems => w.clause_systems(),
            Self::Hosts => w.clause_hosts(),
            Self::Awareness => w.clause_awareness(),
            Self::Standing => w.clause_standing(),
            Self::Mechanism => w.clause_mechanism(),
            Self::Backup => w.clause_backup(),
            Self::Emergency => w.clause_emergency(),
        }
    }
}

impl Sentence for Every {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Month => w.every_month(),
            Self::Quarter => w.every_quarter(),
            Self::HalfYear => w.every_half_year(),
            Self::Year => w.every_year(),
        }
    }
}

impl Sentence for AnsweredOn {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Unit => w.subject_unit(),
            Self::Zone => w.subject_zone(),
            Self::System => w.subject_system(),
            Self::Hosts => w.subject_hosts(),
            Self::Media => w.subject_media(),
        }
    }
}

impl Sentence for GroupKind {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Server => w.group_server(),
            Self::OfficeTerminal => w.group_office_terminal(),
            Self::TeachingTerminal => w.group_teaching_terminal(),
        }
    }
}

impl Sentence for NaFlag {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::NoMachineRoom => w.flag_no_machine_room(),
            Self::NoOwnSystems => w.flag_no_own_systems(),
            Self::NoPrivateNetwork => w.flag_no_private_network(),
            Self::NoDevelopment => w.flag_no_development(),
            Self::NoDbms => w.flag_no_dbms(),
            Self::NoRemovableMedia => w.flag_no_removable_media(),
            Self::NoTerminals => w.flag_no_terminals(),
        }
    }
}

impl Sentence for Answer {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Pass => w.answer_pass(),
            Self::Partial => w.answer_partial(),
            Self::Fail => w.answer_fail(),
            Self::Na => w.answer_na(),
            Self::Open => w.answer_open(),
        }
    }
}

impl Answer {
    /// The sign that stands beside the word.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Pass => "check",
            Self::Partial => "half",
            Self::Fail => "cross",
            Self::Na => "minus",
            Self::Open => "circle",
        }
    }
}

impl Sentence for ParamUnit {
    fn say(&self, w: &Words) -> String {
        match self {
            Self::Percent => w.figure_percent(),
            Self::Count => w.figure_count(),
            Self::Days => w.figure_days(),
            Self::Minutes => w.figure_minutes(),
            Self::Hours => w.figure_hours(),
            Self::Characters => w.figure_characters(),
            Self::Score => w.figure_score(),
        }
    }
}

/// Names that the edition gives.
impl Edition {
    /// A layer's name.
    pub fn layer_name(&self, layer: Layer, language: Language) -> &str {
        self.head().layers.get(&layer).map_or(layer.key(), |t| t.get(language))
    }
    /// A severity's name.
    pub fn severity_name(&self, severity: Severity, language: Language) -> &str {
        self.head().severities.get(&severity).map_or(severity.key(), |t| t.get(language))
    }
    /// The name of a strength of wording.
    pub fn strength_name(&self, strength: Strength, language: Language) -> &str {
        self.head().strengths.get(&strength).map_or(strength.key(), |t| t.get(language))
    }
    /// The name of a way to be answered.
    pub fn kind_name(&self, kind: Kind, language: Language) -> &str {
        self.head().kinds.get(&kind).map_or(kind.key(), |t| t.get(language))
    }
    /// Whose the figures are.
    pub fn note(&self, language: Language) -> &str {
        super::text::pick(language, &self.head().meta.note_zh, &self.head().meta.note_en)
    }
}
