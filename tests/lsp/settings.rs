//! Settings: the least severity that is shown, the laws where a declaration says nothing of any.

use lsp_server::Message;
use serde_json::{Value, json};

use crate::client::Client;
use crate::support::{DECLARATION, Folder, SILENT};

/// A client that starts with these options, and can do more than others.
fn started(folder: &Folder, options: Value, capabilities: Value) -> Client {
    let client = Client::silent(&folder.0, "utf-16");
    let folders = [json!({ "uri": client.uri(""), "name": "folder" })];
    let params = json!({
        "processId": null, "capabilities": capabilities, "workspaceFolders": folders,
        "initializationOptions": options,
    });
    client.request("initialize", params);
    client.notify("initialized", json!({}));
    client
}

/// What the person was told since the last time, and the questions of the server: their method and their id.
fn told(client: &Client) -> (Vec<String>, Vec<(String, Value)>) {
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let (mut messages, mut questions) = (Vec::new(), Vec::new());
    for message in client.told.borrow_mut().drain(..) {
        match message {
            Message::Notification(one) if one.method == "window/showMessage" => {
                assert_eq!(one.params["type"], 2);
                messages.push(one.params["message"].as_str().unwrap().to_owned());
            }
            Message::Request(request) => questions.push((request.method, json!(request.id))),
            _ => {}
        }
    }
    (messages, questions)
}

fn configure(client: &Client, settings: &Value) {
    client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
}

/// The severities of what is shown of a file: 1 error, 2 warning, 3 information.
fn severities(client: &Client, path: &str) -> Vec<u64> {
    client.pull(path).iter().map(|one| one["severity"].as_u64().unwrap()).collect()
}

/// Declares what weighs differently: a recipient that is not disclosed, an exception that is not used.
fn mixed() -> Folder {
    let folder = Folder::with_policy(SILENT);
    let exception =
        "exceptions: [{rule: outdated-policy, reason: agreed}]\nrules: {undisclosed-country: info}\n";
    folder.write("divulge.yaml", format!("{DECLARATION}{exception}"));
    folder
}

#[test]
fn lighter_findings_are_not_shown() {
    let folder = mixed();
    let client = started(&folder, json!({ "severity": "warning" }), json!({}));
    assert_eq!(severities(&client, "divulge.yaml"), [1, 2]);
    configure(&client, &json!({ "divulge": { "severity": "error" } }));
    assert_eq!(severities(&client, "divulge.yaml"), [1]);
    assert_eq!(severities(&client, "privacy.md"), [3], "a note goes by the finding that it is about");
    configure(&client, &json!({ "divulge": { "severity": "info" } }));
    assert_eq!(severities(&client, "divulge.yaml"), [1, 3, 2]);
    configure(&client, &json!({ "other": { "severity": "error" } }));
    assert_eq!(severities(&client, "divulge.yaml"), [1, 2], "as the first request said");
    assert_eq!(told(&client).0, [""; 0]);
    client.open("divulge.yaml", "version: 1\n");
    configure(&client, &json!({ "divulge": { "severity": "error" } }));
    assert!(!client.pull("divulge.yaml").is_empty(), "a declaration that is wrong is an error");
}

#[test]
fn laws_hold_where_the_declaration_says_nothing_of_any() {
    let folder = Folder::with_policy(SILENT);
    let client = started(&folder, json!({ "laws": ["kr-pipa"] }), json!({}));
    let cites = |path: &str| format!("{:?}", client.pull(path)).contains("PIPA");
    assert!(cites("divulge.yaml"));
    for says in ["laws: []\n", "laws: [eu-gdpr]\n", "policies: [{path: privacy.md, laws: []}]\n"] {
        let text = match says.starts_with("policies") {
            true => DECLARATION.replace("policies: [privacy.md]\n", says),
            false => format!("{DECLARATION}{says}"),
        };
        client.open("divulge.yaml", &text);
        assert!(!cites("divulge.yaml"), "{says}: {:?}", client.pull("divulge.yaml"));
    }
    client.open("divulge.yaml", &format!("{DECLARATION}laws:\n"));
    assert!(cites("divulge.yaml"), "a key with nothing below it says nothing");
    configure(&client, &json!({ "divulge": { "laws": [] } }));
    assert!(!cites("divulge.yaml"));
    let gate = folder.run(&["check", "--format", "concise"]);
    assert!(!gate.out.contains("PIPA"), "the gate knows no settings: {}", gate.out);
}

#[test]
fn declarations_lead_out_of_their_repository_only_where_the_person_allows_it() {
    let folder = Folder::with_policy(SILENT);
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    let others = Folder::with_policy(SILENT);
    let named = others.0.join("privacy.md").display().to_string();
    let text = DECLARATION.replace("privacy.md", &format!("'{named}'"));
    folder.write("divulge.yaml", text);
    let is_refused = |client: &Client| {
        format!("{:?}", client.pull("divulge.yaml")).contains("leads out of the repository")
    };
    let client = started(&folder, json!({}), json!({}));
    assert!(is_refused(&client), "{:?}", client.pull("divulge.yaml"));
    configure(&client, &json!({ "divulge": { "allowOutside": true } }));
    assert!(!is_refused(&client) && !client.pull("divulge.yaml").is_empty());
    configure(&client, &json!({ "divulge": { "allowOutside": "yes" } }));
    assert!(is_refused(&client), "what is wrong allows nothing");
    assert_eq!(told(&client).0, ["divulge: `allowOutside` is true or false, not \"yes\""]);
    assert!(!is_refused(&started(&folder, json!({ "allowOutside": true }), json!({}))));
}

#[test]
fn what_is_wrong_with_settings_is_told_once() {
    let options = json!({ "severity": "fatal", "laws": ["kr-pipo"] });
    let folder = mixed();
    let client = started(&folder, options.clone(), json!({}));
    let (messages, _) = told(&client);
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages.iter().all(|message| message.starts_with("divulge: ")), "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("did you mean `kr-pipa`?")), "{messages:?}");
    assert_eq!(severities(&client, "divulge.yaml").len(), 3, "what is wrong changes nothing");
    configure(&client, &json!({ "divulge": options }));
    assert_eq!(told(&client).0, [""; 0], "the same again");
    configure(&client, &json!({ "severity": "error" }));
    assert_eq!(told(&client).0, ["divulge: `severity` belongs below `divulge`"]);
    configure(&client, &json!({ "divulge": 7 }));
    assert_eq!(told(&client).0.len(), 1);
    configure(&client, &Value::Null);
    assert_eq!(told(&client).0, [""; 0]);
}

#[test]
fn a_client_that_can_be_asked_is_asked() {
    let settings =
        json!({ "configuration": true, "didChangeConfiguration": { "dynamicRegistration": true } });
    let folder = mixed();
    let client = started(&folder, json!({}), json!({ "workspace": settings }));
    let asked = |client: &Client| {
        let (messages, questions) = told(client);
        assert_eq!(messages, [""; 0]);
        let last = questions.into_iter().rev().find(|(method, _)| method == "workspace/configuration");
        last.map(|(_, id)| id)
    };
    let first = asked(&client).unwrap();
    client.reply(&first, json!([{ "severity": "error", "laws": [], "path": "/bin/divulge" }]));
    assert_eq!(severities(&client, "divulge.yaml"), [1]);
    assert_eq!(asked(&client), None);
    configure(&client, &Value::Null);
    let second = asked(&client).unwrap();
    client.reply(&first, json!([{ "severity": "info" }]));
    assert_eq!(severities(&client, "divulge.yaml"), [1], "an answer to nothing");
    client.reply(&second, json!([null]));
    assert_eq!(severities(&client, "divulge.yaml").len(), 3, "nothing is set");
    configure(&client, &Value::Null);
    client.reply(&asked(&client).unwrap(), json!({ "no": "list" }));
    assert_eq!(severities(&client, "divulge.yaml").len(), 3);
}

#[test]
fn a_client_is_told_what_the_server_wants_to_hear_of() {
    let folder = mixed();
    let settings = json!({ "didChangeConfiguration": { "dynamicRegistration": true } });
    for (capabilities, wanted) in [(json!({}), 0), (json!({ "workspace": settings }), 1)] {
        let client = started(&folder, json!({}), capabilities);
        assert_eq!(told(&client).1.len(), wanted);
    }
}
