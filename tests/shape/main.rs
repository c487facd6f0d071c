//! The house keeps its shape. Each rule reads the sources and lists what breaks it; each is also tried on a small made-up
//! house, so that it is known to bark.

mod house;
mod imports;
mod layout;
mod letters;
mod messages;
mod paths;
mod rust;
mod sizes;
mod sql;
mod templates;
