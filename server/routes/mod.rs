//! The URL map. Every feature adds to it, and the access test walks it.
mod assets;
mod errors;
mod health;
mod layers;

use crate::{base::text::Language, features, state::App};
use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodFilter, on},
};

pub use layers::CSP;

/// A router that remembers what was added.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    list: Vec<(Method, &'static str)>,
}

impl Routes {
    /// Reads; changes nothing.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add(Method::GET, MethodFilter::GET, path, handler)
    }
    /// A verb.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add(Method::POST, MethodFilter::POST, path, handler)
    }
    #[expect(clippy::disallowed_methods, reason = "the one place where routes are added")]
    fn add<H: Handler<T, App>, T: 'static>(
        mut self,
        m: Method,
        filter: MethodFilter,
        path: &'static str,
        h: H,
    ) -> Self {
        self.list.push((m, path));
        self.router = self.router.route(path, on(filter, h));
        self
    }
    /// Method and path of every route.
    pub fn list(&self) -> &[(Method, &'static str)] {
        &self.list
    }
    /// The whole service, with its layers.
    pub fn into_router(self, app: App) -> Router {
        let router =
            self.router.fallback(errors::nothing_here).method_not_allowed_fallback(errors::wrong_method);
        layers::around(router, &app).with_state(app)
    }
}

/// What only those who watch over the program may read, on an address of its own.
pub fn metrics(app: App) -> Router {
    Routes::default().get("/metrics", health::metrics).router.with_state(app)
}

/// All routes of the portal.
pub fn all() -> Routes {
    features::routes(health::routes(assets::routes(Routes::default())))
}

/// A sample of every page of the portal, those of errors among them.
pub fn samples(language: Language) -> Vec<features::Sample> {
    features::samples(language).into_iter().chain(errors::samples(language)).collect()
}
