//! The journeys in a real browser: Chromium, our own binary, a database of its own for each of them.
mod deadline;
mod interruptions;
mod pages;
mod rectification;
mod round;
mod set_up;
mod support;
mod watch;
