//! The format of `divulge.yaml`, as its reader takes it. The reader is written by hand, since it keeps the place of every
//! value and reports every problem: these types say the same, and `src/declaration/tests/schema.rs` holds the two together.

#![expect(
    dead_code,
    reason = "the types are there for what they say of the format; nothing is read into them"
)]

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::generate;
use crate::declaration::{LEVELS, ROLES, VERSION};
use crate::rules::RuleId;

pub(super) fn schema() -> Schema {
    let mut generator = generate::read();
    // Nothing in a declaration refers to the format of the files that it includes; those files do.
    generator.subschema_for::<Included>();
    generator.into_root_schema_for::<Declaration>()
}

/// The transfers of personal data that really happen, and the privacy policies that must disclose them.
#[derive(JsonSchema)]
#[schemars(title = "divulge.yaml", deny_unknown_fields)]
struct Declaration {
    /// The version of this format.
    version: Version,
    /// Who publishes the policies.
    controller: Option<Controller>,
    /// Law packs in force for every policy that names none itself: names such as kr-pipa (`divulge laws` lists them), or
    /// paths of packs of your own, relative to this file.
    laws: Option<Texts>,
    /// The policies to check.
    policies: Policies,
    /// Patterns of files that add recipients and transfers, relative to this file.
    include: Option<Texts>,
    /// Facts that several transfers share.
    recipients: Option<Several<Recipient>>,
    /// What really happens.
    transfers: Option<Several<Transfer>>,
    /// The severity of a rule, where it is not the rule's own.
    rules: Option<Rules>,
    /// Findings that are accepted.
    exceptions: Option<Several<Exception>>,
}

/// A file that another declaration includes.
#[derive(JsonSchema)]
#[schemars(rename = "included", deny_unknown_fields, extend("type" = ["object", "null"]))]
struct Included {
    /// The version of this format.
    version: Option<Version>,
    /// Facts that several transfers share.
    recipients: Option<Several<Recipient>>,
    /// What really happens.
    transfers: Option<Several<Transfer>>,
}

#[derive(JsonSchema)]
#[schemars(rename = "controller", deny_unknown_fields, extend("type" = ["object", "null"]))]
struct Controller {
    /// The name of the company.
    name: Option<Text>,
    /// Other names of it.
    aliases: Option<Texts>,
    /// Where it is established. Data that goes to any other country must be disclosed.
    country: Option<Country>,
}

/// The path of a policy, relative to this file, or a mapping.
#[derive(JsonSchema)]
#[schemars(rename = "policy", deny_unknown_fields)]
#[schemars(extend("type" = ["string", "object"], "minLength" = 1))]
struct Policy {
    /// The file, relative to this one.
    path: RequiredText,
    /// A BCP 47 tag, such as ko; detected where it is absent.
    language: Option<Language>,
    /// Law packs for this policy, in place of those of the whole declaration.
    laws: Option<Texts>,
    /// Files that are read as part of this policy.
    annexes: Option<Texts>,
}

#[derive(JsonSchema)]
#[schemars(rename = "recipient", deny_unknown_fields)]
struct Recipient {
    /// The name of the organisation.
    name: RequiredText,
    /// Other names that a policy may use for it.
    aliases: Option<Texts>,
    /// Where it is established.
    country: Option<Country>,
    /// What a policy may call it generically, such as payment service provider.
    category: Option<Text>,
    /// How it is reached.
    contact: Option<Text>,
    /// Its internet domains.
    domains: Option<Texts>,
}

/// One flow of personal data.
#[derive(JsonSchema)]
#[schemars(rename = "transfer", deny_unknown_fields)]
#[schemars(extend("not" = { "required": ["country", "countries"] }))]
struct Transfer {
    /// A name for this transfer, unique; made from the recipient's name where it is absent.
    id: Option<Text>,
    /// Who receives the data: a name or an alias from recipients, or a new name.
    recipient: RequiredText,
    /// Other names of a recipient that is not listed under recipients.
    aliases: Option<Texts>,
    /// In which capacity it receives them.
    role: Option<Role>,
    /// The organisation for which the recipient processes.
    on_behalf_of: Option<Text>,
    /// Where the data goes; by default, the recipient's country.
    country: Option<Countries>,
    /// Where the data goes; by default, the recipient's country.
    countries: Option<Countries>,
    /// Countries from which the data is viewed without being stored there.
    access_from: Option<Countries>,
    /// Categories of data.
    data: Option<Texts>,
    /// Whose data.
    subjects: Option<Text>,
    /// What for.
    purposes: Option<Texts>,
    /// How long the recipient keeps them.
    retention: Option<Text>,
    /// By which means the data goes there.
    method: Option<Text>,
    /// On which ground: consent, contract, legal obligation, or a citation.
    legal_basis: Option<Text>,
    /// What protects a transfer abroad, such as standard contractual clauses.
    safeguards: Option<Texts>,
    /// How a person refuses, and what follows.
    refusal: Option<Text>,
    /// What is decided about people from the data.
    automated_decision: Option<Text>,
    /// The first day.
    since: Option<Date>,
    /// The last day. A transfer that has ended need not be disclosed.
    until: Option<Date>,
    /// The policies that must disclose it, by their paths; all of them where this is absent.
    policies: Option<Texts>,
}

/// A finding that is accepted.
#[derive(JsonSchema)]
#[schemars(rename = "exception", deny_unknown_fields)]
struct Exception {
    /// The rule whose finding is accepted.
    rule: RuleName,
    /// The id of the transfer; any where it is absent.
    transfer: Option<Text>,
    /// Why it is accepted.
    reason: RequiredText,
    /// Who has accepted it; the release checklist says so.
    by: Option<Text>,
    /// The last day on which it is accepted.
    until: Option<Date>,
}

// A text of digits is a number to YAML.
#[derive(JsonSchema)]
#[schemars(rename = "text", extend("type" = ["string", "number", "null"], "minLength" = 1))]
struct Text(String);

#[derive(JsonSchema)]
#[schemars(rename = "requiredText", extend("type" = ["string", "number"], "minLength" = 1))]
struct RequiredText(String);

#[derive(JsonSchema)]
#[schemars(rename = "texts", extend("type" = ["string", "number", "array", "null"], "minLength" = 1))]
struct Texts(Vec<RequiredText>);

/// An ISO 3166-1 alpha-2 code, such as KR, or any name of the country.
#[derive(JsonSchema)]
#[schemars(rename = "country")]
struct Country(#[schemars(length(min = 2))] Option<String>);

#[derive(JsonSchema)]
#[schemars(rename = "countries", extend("type" = ["string", "array", "null"], "minLength" = 2))]
struct Countries(Vec<Country>);

#[derive(JsonSchema)]
#[schemars(rename = "language")]
struct Language(#[schemars(regex(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"))] Option<String>);

/// Year, month and day, such as 2026-11-22.
#[derive(JsonSchema)]
#[schemars(rename = "date")]
struct Date(#[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))] Option<String>);

#[derive(JsonSchema)]
#[schemars(rename = "role", extend("enum" = ROLES.map(|(name, _)| Some(name)).into_iter().chain([None]).collect::<Vec<_>>()))]
struct Role(Option<String>);

#[derive(JsonSchema)]
#[schemars(rename = "level", extend("enum" = LEVELS.map(|(name, _)| name)))]
struct Level(String);

#[derive(JsonSchema)]
#[schemars(rename = "rule", extend("enum" = rules(RuleId::name), "enumDescriptions" = rules(RuleId::summary)))]
struct RuleName(String);

fn rules(text: fn(RuleId) -> &'static str) -> Vec<&'static str> {
    RuleId::all().map(text).collect()
}

/// The number as YAML reads it, or in quotes.
struct Version;

impl JsonSchema for Version {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": [VERSION.parse::<u32>().unwrap(), VERSION] })
    }
}

/// One or more, in a list unless it is a single one.
struct Several<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for Several<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}s", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = one_or_many::<T>(generator);
        schema.insert("type".to_owned(), json!(["array", "object", "null"]));
        schema
    }
}

/// Policies: at least one, and each may be a path alone.
struct Policies;

impl JsonSchema for Policies {
    fn schema_name() -> Cow<'static, str> {
        "policies".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = one_or_many::<Policy>(generator);
        schema.insert("type".to_owned(), json!(["string", "object", "array"]));
        schema.insert("minLength".to_owned(), json!(1));
        schema.insert("minItems".to_owned(), json!(1));
        schema
    }
}

/// What a mapping must be, and the items of a list. Told by `if`, so that a mistake is told of the one that it is in.
fn one_or_many<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let one = generator.subschema_for::<T>();
    json_schema!({ "items": one, "if": { "type": "object" }, "then": one })
}

/// Each rule by its name, with its own severity as the default.
struct Rules;

impl JsonSchema for Rules {
    fn schema_name() -> Cow<'static, str> {
        "rules".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut properties = Map::new();
        for rule in RuleId::all() {
            let mut level = generator.subschema_for::<Level>();
            level.insert("description".to_owned(), format!("{}.", rule.summary()).into());
            level.insert("default".to_owned(), rule.default_severity().name().into());
            properties.insert(rule.name().to_owned(), Value::from(level));
        }
        json_schema!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
    }
}
