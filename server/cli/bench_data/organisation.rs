//! One city, its districts, the units below them; who works there, and what systems they have.
use super::rows::{Dice, Maybe, Of, Table, id};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// A unit and where it stands.
pub(super) struct Unit {
    pub(super) id: Uuid,
    pub(super) path: String,
    parent: Option<usize>,
    level: usize,
}

/// The people of every unit; districts and the city have the further ones.
#[derive(Clone, Copy)]
pub(super) enum Post {
    Officer,
    Owner,
    Leader,
    Supervisor,
    Reviewer,
    Admin,
    Auditor,
}

const POSTS: [(Post, &str); 7] = [
    (Post::Officer, "officer"),
    (Post::Owner, "owner"),
    (Post::Leader, "leader"),
    (Post::Supervisor, "supervisor"),
    (Post::Reviewer, "reviewer"),
    (Post::Admin, "admin"),
    (Post::Auditor, "auditor"),
];

/// Everyone and everything that issues and rounds refer to.
pub(super) struct Organisation {
    pub(super) units: Vec<Unit>,
    /// How many of them are districts: those after the first.
    pub(super) districts: usize,
    since: DateTime<Utc>,
}

impl Organisation {
    /// So many units in all.
    pub(super) fn of(count: usize, since: DateTime<Utc>) -> Self {
        let districts = (20 + count / 500).min(count.saturating_sub(1));
        let mut units: Vec<Unit> = Vec::with_capacity(count);
        for n in 0..count {
            let district = || 1 + (n - 1 - districts) % districts;
            // Every tenth stands below its neighbour: a branch of it.
            let parent = match n {
                0 => None,
                _ if n <= districts => Some(0),
                _ if n > 2 * districts && n.is_multiple_of(10) && units[n - districts].level == 3 => {
                    Some(n - districts)
                }
                _ => Some(district()),
            };
            let above = parent.map(|p| &units[p]);
            units.push(Unit {
                id: id(Of::Unit, n, since),
                path: format!("{}{}/", above.map_or("", |u| u.path.as_str()), n + 1),
                level: above.map_or(1, |u| u.level + 1),
                parent,
            });
        }
        Self { units, districts, since }
    }

    /// A unit that has issues: some have many more than others.
    pub(super) fn somewhere(&self, dice: &mut Dice) -> usize {
        let (first, all) = (self.districts + 1, self.units.len() - self.districts - 1);
        let large = (2 * self.districts).min(all);
        first + if dice.below(100) < 15 { dice.below(large) } else { dice.below(all) }
    }

    /// The unit above.
    pub(super) fn above(&self, unit: usize) -> usize {
        self.units[unit].parent.unwrap_or_default()
    }

    /// The district of a unit.
    pub(super) fn district(&self, unit: usize) -> usize {
        if unit <= self.districts { unit } else { self.district(self.above(unit)) }
    }

    /// The person in a post.
    pub(super) fn person(&self, unit: usize, post: Post) -> Uuid {
        id(Of::Person, unit * POSTS.len() + post as usize, self.since)
    }

    /// Their name.
    pub(super) fn name(unit: usize, post: Post) -> String {
        const FAMILY: [char; 20] = [
            '王', '李', '张', '刘', '陈', '杨', '黄', '赵', '周', '吴', '徐', '孙', '马', '朱', '胡', '林',
            '何', '郭', '高', '罗',
        ];
        const GIVEN: [char; 16] =
            ['伟', '芳', '娜', '敏', '静', '强', '磊', '军', '洋', '勇', '艳', '杰', '涛', '明', '超', '霞'];
        let mut dice = Dice((unit * POSTS.len() + post as usize) as u64);
        [dice.any(&FAMILY), dice.any(&GIVEN), dice.any(&GIVEN)].iter().collect()
    }

    /// Writes all of it. Everyone signs in as `role-code`, such as `officer-B00100`.
    pub(super) async fn send(&self, db: &mut PgConnection, password_hash: &str) -> anyhow::Result<()> {
        let since = self.since;
        let mut units =
            Table::new("unit", "id, no, parent_id, path, sort_key, code, name, kind, order_no, created_at");
        let mut people = Table::new("person", "id, unit_id, path, staff_no, name, department, created_at");
        let mut posts = Table::new("post", "id, person_id, unit_id, path, role, starts_on, created_at");
        let mut accounts = Table::new("account", "person_id, username, password_hash, changed_at");
        let mut systems = Table::new(
            "system",
            "id, unit_id, path, name, level, filing_no, status, important, accountable, operating, created_at",
        );
        for (n, u) in self.units.iter().enumerate() {
            let code = format!("B{n:05}");
            let parent = Maybe(u.parent.map(|p| self.units[p].id));
            let kind = ["", "主管部门", "学校", "医院", "企业"]
                [if n <= self.districts { n.min(1) } else { 2 + n % 3 }];
            let name = if n == 0 {
                "市网络安全通报中心".into()
            } else {
                format!("第{n}{}", if kind.is_empty() { "单位" } else { kind })
            };
            units.row(&[&u.id, &(n + 1), &parent, &u.path, &"", &code, &name, &kind, &(n % 50), &since]);
            let here = if n == 0 {
                POSTS.len()
            } else if n <= self.districts {
                5
            } else {
                3
            };
            for (slot, (post, role)) in POSTS.into_iter().enumerate().take(here) {
                let (person, name) = (self.person(n, post), Self::name(n, post));
                people.row(&[&person, &u.id, &u.path, &format!("{slot}-{code}"), &name, &"信息科", &since]);
                let first = since.date_naive();
                posts.row(&[
                    &id(Of::Post, n * POSTS.len() + slot, since),
                    &person,
                    &u.id,
                    &u.path,
                    &role,
                    &first,
                    &since,
                ]);
                accounts.row(&[&person, &format!("{role}-{code}"), &password_hash, &since]);
            }
            for s in 0..3 {
                let important = s == 0;
                let (name, no) = (["门户网站", "业务办理系统", "财务系统"][s], n * 3 + s);
                let status = if no.is_multiple_of(17) { "suspended" } else { "in_use" };
                systems.row(&[
                    &id(Of::System, no, since),
                    &u.id,
                    &u.path,
                    &name,
                    &(1 + s),
                    &format!("50000-{no:06}"),
                    &status,
                    &important,
                    &Self::name(n, Post::Leader),
                    &Self::name(n, Post::Officer),
                    &since,
                ]);
            }
        }
        for table in [&mut units, &mut people, &mut posts, &mut accounts, &mut systems] {
            table.send(db).await?;
        }
        Ok(())
    }
}
