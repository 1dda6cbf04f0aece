//! What newsprint is built from: licences that let everybody use it, no package with a known hole, no OpenSSL.

use std::process::Command;

/// Licences that a package may be under; of an expression with `OR` one of them is enough, with `AND` all are needed.
const LICENCES: [&str; 15] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Zlib",
    "0BSD",
    "Unicode-3.0",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
    "CC0-1.0",
    "Unlicense",
];

/// The lowest versions without a published security advisory.
const LOWEST: [(&str, (u64, u64, u64)); 9] = [
    ("quick-xml", (0, 41, 0)),
    ("webbrowser", (1, 2, 2)),
    ("h2", (0, 4, 16)),
    ("time", (0, 3, 47)),
    ("lru", (0, 18, 2)),
    ("tracing-subscriber", (0, 3, 20)),
    ("ammonia", (4, 1, 4)),
    ("tokio", (1, 43, 1)),
    ("url", (2, 5, 4)),
];

/// Packages that must never come in, with the reason.
const NEVER: [(&str, &str); 4] = [
    ("openssl-sys", "TLS is rustls everywhere"),
    ("native-tls", "TLS is rustls everywhere"),
    ("xml-rs", "unaudited against hostile input"),
    ("opml", "brings an XML parser that is not hardened"),
];

/// A package of the build.
struct Package {
    name: String,
    version: (u64, u64, u64),
    licence: String,
}

/// The packages that are built for this platform and these features; a lock file names more.
fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--prefix", "none", "--format", "{p}|{l}", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    let packages: Vec<Package> = tree.lines().filter_map(package).collect();
    assert!(packages.len() > 100, "the tree was not understood:\n{tree}");
    packages
}

/// A line such as `serde v1.0.228 (proc-macro)|MIT OR Apache-2.0`.
fn package(line: &str) -> Option<Package> {
    let (package, licence) = line.trim_end_matches(" (*)").split_once('|')?;
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    let mut numbers = version.split(['.', '-', '+']).map(|part| part.parse().unwrap_or_default());
    let mut next = || numbers.next().unwrap_or_default();
    Some(Package { name: name.to_owned(), version: (next(), next(), next()), licence: licence.to_owned() })
}

fn allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|licence| LICENCES.contains(&licence.trim())))
}

#[test]
fn every_package_is_under_a_licence_that_lets_everybody_use_it() {
    let packages = packages();
    let wrong: Vec<String> = packages
        .iter()
        .filter(|package| !allowed(&package.licence))
        .map(|package| format!("{} {:?}: {}", package.name, package.version, package.licence))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn no_package_is_older_than_its_last_known_hole_and_none_is_banned() {
    for Package { name, version, .. } in packages() {
        if let Some((_, lowest)) = LOWEST.iter().find(|(known, _)| *known == name) {
            assert!(version >= *lowest, "{name} {version:?} has a known hole; {lowest:?} is the first without");
        }
        let banned = NEVER.iter().find(|(banned, _)| *banned == name);
        assert!(banned.is_none(), "{banned:?} must not come in");
    }
}
