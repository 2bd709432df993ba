import NIOCore
import StudyAPI
import StudyModel

/// The OpenAPI 3.1 description of the API, made of the table of routes and the schemas.
enum OpenAPIDocument {
    /// The document as `docs/reference/openapi.json` holds it.
    static let text = document.formatted() + "\n"

    static var reply: Reply { Reply(json: ByteBuffer(string: text.dropLast().description)) }

    private static var document: OrderedJSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "rir",
                "version": .text("\(APIVersion.current)"),
                "description": .text(introduction),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [
                [
                    "url": "http://rir",
                    "description": "The daemon's Unix socket; 'rir socket' prints its path.",
                ]
            ],
            "paths": paths,
            "components": [
                "parameters": parameters,
                "headers": [
                    "Version": [
                        "description": "The version of the API the daemon speaks.",
                        "schema": ["type": "integer"],
                    ]
                ],
                "responses": ["Failure": failure],
                "schemas": .object(Schemas.all.map { ($0.name, $0.json) }),
            ],
        ]
    }

    private static let introduction = """
        A workspace for researchers in residence. The daemon serves one person on a Unix socket that only \
        that person's processes can reach. Every failure has the shape of FailureReply. A request may carry \
        the header \(APIVersion.header); another version than the daemon's is refused with \
        api.version_mismatch. Every route answers with server-sent events where the header Accept asks for \
        text/event-stream: work that takes longer than a request may is waited for then, and the event 'done' \
        holds the answer.
        """

    private static var paths: OrderedJSON {
        var names: [String] = []
        for route in Route.allCases where !names.contains(route.path) { names.append(route.path) }
        return .object(
            names.map { name in
                let routes = Route.allCases.filter { $0.path == name }
                return (name, .object(routes.map { ($0.method.lowercased(), operation($0)) }))
            }
        )
    }

    private static func operation(_ route: Route) -> OrderedJSON {
        let description = RouteDescription(route)
        var fields: [(String, OrderedJSON)] = [
            ("operationId", .text("\(route)")), ("summary", .text(description.summary)),
        ]
        if let note = description.note { fields.append(("description", .text(note))) }
        fields.append(
            ("parameters", .list(references(route).map { ["$ref": .text("#/components/parameters/\($0)")] })))
        if let body = description.body { fields.append(("requestBody", body)) }
        fields.append(
            (
                "responses",
                [
                    "200": [
                        "description": .text(description.answer),
                        "headers": [APIVersion.header: ["$ref": "#/components/headers/Version"]],
                        "content": description.content,
                    ],
                    "default": ["$ref": "#/components/responses/Failure"],
                ]
            ))
        return .object(fields)
    }

    private static func references(_ route: Route) -> [String] {
        var path = ["record", "survey", "answer"].filter { route.path.contains("{\($0)}") }
        if route.path.contains("{participant}") { path.append("handle") }
        if route.path.contains("{memo}") { path.append("memo") }
        if route.path.contains("{round}") { path.append("round") }
        if route.path.contains("{finding}") { path.append("finding") }
        if route.path.contains("{cycle}") { path.append("cycle") }
        if route.path.contains("{workflow}") { path.append("workflow") }
        if route.path.contains("{thing}") { path.append("thing") }
        if route.path.contains("{matrix}") { path.append("matrix") }
        for name in ["workshop", "card", "recommendation"] where route.path.contains("{\(name)}") {
            path.append(name == "card" ? "card-in-path" : name)
        }
        if route.path.contains("{draft}") { path.append("draft") }
        if route.path.contains("{remote}") { path.append("remote-name") }
        if route.path.contains("{question}") { path.append("question") }
        var headers = route.needsStudy ? ["version-header", "study-header"] : ["version-header"]
        if route.reachesRemote { headers.append("agent-header") }
        return path + headers + route.queryNames.map { parameterName($0, route) }
    }

    private static let failure: OrderedJSON = [
        "description": "The request failed; the status goes with the code.",
        "headers": [APIVersion.header: ["$ref": "#/components/headers/Version"]],
        "content": ["application/json": ["schema": ["$ref": "#/components/schemas/FailureReply"]]],
    ]
}

// MARK: - Parameters

extension OpenAPIDocument {
    private static func parameterName(_ name: QueryName, _ route: Route) -> String {
        switch (name, route) {
        case (.from, .recordsDiff), (.to, .recordsDiff), (.from, .codebookDiff), (.to, .codebookDiff):
            "\(name.rawValue)-version"
        // The name 'record' is that of a part of a path too.
        case (.kind, .memosList), (.record, .memosList), (.text, .memosList), (.code, .memosList):
            "\(name.rawValue)-of-memos"
        case (.record, .projectsFile): "record-of-project"
        case (.by, .roundsAgreement): "by-of-rounds"
        case (.record, .auditLog): "record-of-entries"
        case (.case, .matricesShow), (.code, .matricesShow), (.by, .matricesShow), (.case, .matricesCell),
            (.code, .matricesCell):
            "\(name.rawValue)-of-matrix"
        case (.card, .recommendationsList), (.finding, .recommendationsList),
            (.record, .recommendationsList), (.participant, .recommendationsList):
            "\(name.rawValue)-of-recommendations"
        default: name.rawValue
        }
    }

    private static var parameters: OrderedJSON {
        [
            "record": parameter(
                "record", in: "path", "Any unambiguous part of a record's id.", isRequired: true),
            "handle": parameter(
                "participant", in: "path", "A participant's handle.", reference("Handle"), isRequired: true),
            "survey": parameter("survey", in: "path", "A survey's id.", isRequired: true),
            "answer": parameter("answer", in: "path", "An answer's id.", isRequired: true),
            "variable": query(.variable, "The variable to count.", isRequired: true),
            "by": query(.by, "The variable whose values make the columns."),
            "dry-run": query(
                .dryRun, "Say what would become of the files and save nothing.", ["type": "boolean"]),
            "cleared": query(
                .cleared, "A person has looked, and what may look like a name in the files is none.",
                ["type": "boolean"]),
            "names": query(
                .names, "Whether real names are wanted; needs the vault open.", ["type": "boolean"]),
            "format": query(
                .format,
                "A pack is written as html (by default) or docx, what a feedback cycle gives to its audience as txt too; a framework matrix as csv or xlsx (by default); a board as html (by default), svg, markdown, csv-miro or csv-easyretro, a report draft as md, html, docx, pdf or txt; a codebook as yaml (by default), csv, qdc, md or html; quotations as md (by default), html, docx or csv.",
                ["type": "string"]),
            "code": query(.code, "A code that is a row; may be repeated; all codes without it."),
            "card-of-recommendations": query(.card, "A card that they rest on, the end of its id."),
            "finding-of-recommendations": query(.finding, "A finding that they rest on."),
            "record-of-recommendations": query(.record, "A record that they rest on."),
            "participant-of-recommendations": query(
                .participant, "The handle of a participant who shaped them, or whose card they rest on."),
            "record-of-project": query(
                .record, "A record that is wanted, any part of its id; may be repeated; all without it."),
            "profile": query(.profile, "For which program: standard, nvivo, maxqda or atlasti."),
            "cases": query(.cases, "false leaves the cases out.", ["type": "boolean"]),
            "measure": query(.measure, "What is counted: codings, passages, records, cases or characters."),
            "at": query(
                .at, "The moment whose state is wanted; the present one without it.", reference("Timestamp")),
            "days": query(.days, "How many days ahead to look; 30 by default.", number),
            "memo": parameter("memo", in: "path", "Any unambiguous part of a memo's id.", isRequired: true),
            "round": parameter("round", in: "path", "A round's name.", isRequired: true),
            "finding": parameter(
                "finding", in: "path", "Any unambiguous part of a finding's name.", isRequired: true),
            "workflow": parameter(
                "workflow", in: "path", "A workflow's name, or any part of it that no other has.",
                isRequired: true),
            "cycle": parameter(
                "cycle", in: "path", "Any unambiguous part of a feedback cycle's id.", isRequired: true),
            "matrix": parameter(
                "matrix", in: "path", "Any unambiguous part of a framework matrix's name.", isRequired: true),
            "case-of-matrix": query(.case, "The id of the case of a row."),
            "code-of-matrix": query(.code, "The code that is a theme."),
            "by-of-matrix": query(.by, "The attribute that rows are grouped by."),
            "stale": query(.stale, "Only cells whose summary is stale.", ["type": "boolean"]),
            "workshop": parameter(
                "workshop", in: "path", "Any unambiguous part of a workshop's id.", isRequired: true),
            "card-in-path": parameter(
                "card", in: "path", "The end of a card's id.", isRequired: true),
            "recommendation": parameter(
                "recommendation", in: "path", "Any unambiguous part of a recommendation's name.",
                isRequired: true),
            "draft": parameter(
                "draft", in: "path", "Any unambiguous part of a report draft's name.", isRequired: true),
            "remote-name": parameter("remote", in: "path", "A remote's name.", isRequired: true),
            "question": parameter(
                "question", in: "path", "A question's id, or the end of it.", isRequired: true),
            "remote": query(
                .remote, "The remote whose requests are wanted; origin, or the only one, without it."),
            "level": query(
                .level,
                "What is compared: character, sentence, paragraph, turn or record; the round's own without it."
            ),
            "against": query(.against, "Another round; a coder who is in both is compared with themselves."),
            "seed": query(.seed, "What drawing for intervals begins with; 1 without it.", number),
            "by-of-rounds": query(.by, "What figures are worked out apart for: pair, kind or week."),
            "blind": query(.isBlind, "Show letters in place of coders.", ["type": "boolean"]),
            "leaves": query(.leaves, "Refuse what would take a known name out.", ["type": "boolean"]),
            "kind-of-memos": query(.kind, "A kind of memo; may be repeated.", list("MemoKind")),
            "record-of-memos": query(
                .record, "Any unambiguous part of the id of a record they are linked to."),
            "text-of-memos": query(
                .text, "Words that must all occur, in any capitals; parts of words count."),
            "code-of-memos": query(
                .code, "A code they are linked to, or one above it; may be repeated, and then any will do.",
                ["type": "array", "items": ["type": "string"]]),
            "case": query(.case, "The id of a case they are linked to."),
            "thing": parameter(
                "thing", in: "path",
                "A record, finding or memo by any part of its id, a handle, or the id of an operation.",
                isRequired: true),
            "record-of-entries": query(.record, "A record that the entries concern, by any part of its id."),
            "type": query(.leaf, "The type of the entries."),
            "act": query(.act, "What the operations did that the entries belong to.", reference("Act")),
            "writer": query(.writer, "The member who wrote them.", reference("MemberID")),
            "private": query(
                .isPrivate, "List only the person's own private memos; needs the vault open.",
                ["type": "boolean"]),
            "on": query(.on, "The day as which it is looked at; today without it.", reference("CalendarDay")),
            "version-header": parameter(
                APIVersion.header, in: "header", "The version of the API the client speaks.",
                ["type": "integer"]
            ),
            "study-header": parameter(
                APIVersion.studyHeader, in: "header",
                """
                The absolute path of the study's folder, percent-encoded. Without it, and without the query \
                name study, the only open study is meant.
                """
            ),
            "agent-header": parameter(
                APIVersion.agentHeader, in: "header",
                """
                The absolute path of the socket of the client's ssh agent, percent-encoded. Without it the daemon's own \
                environment says.
                """
            ),
            "study": query(
                .study, "The absolute path of the study's folder, for those who can't set the header."),
            "q": query(.query, "The words to search for, in the search's query language.", isRequired: true),
            "kind": query(.kind, "A kind of record; may be repeated.", list("RecordKind")),
            "from": query(.from, "The first day, included.", reference("CalendarDay")),
            "to": query(.to, "The last day, included.", reference("CalendarDay")),
            "from-version": query(.from, "A version number; the last but one by default."),
            "to-version": query(
                .to, "A version number, or 'file' for the file in the folder; the last by default."),
            "participant": query(.participant, "A participant's handle; may be repeated.", list("Handle")),
            "text": query(.text, "Words that must occur, in the search's query language."),
            "limit": query(
                .limit, "At most this many; 0 means all. A search gives 20 by default, a list all.", number),
            "offset": query(.offset, "How many to leave out first.", number),
            "version": query(
                .version, "A version number; the newest by default.", ["type": "integer", "minimum": 1]),
        ]
    }

    private static let number: OrderedJSON = ["type": "integer", "minimum": 0]

    private static func reference(_ schema: String) -> OrderedJSON {
        ["$ref": .text("#/components/schemas/\(schema)")]
    }

    private static func list(_ schema: String) -> OrderedJSON {
        ["type": "array", "items": reference(schema)]
    }

    private static func query(
        _ name: QueryName, _ note: String, _ schema: OrderedJSON = ["type": "string"],
        isRequired: Bool = false
    ) -> OrderedJSON {
        parameter(name.rawValue, in: "query", note, schema, isRequired: isRequired)
    }

    private static func parameter(
        _ name: String, in place: String, _ note: String, _ schema: OrderedJSON = ["type": "string"],
        isRequired: Bool = false
    ) -> OrderedJSON {
        [
            "name": .text(name), "in": .text(place), "description": .text(note),
            "required": .flag(isRequired),
            "schema": schema,
        ]
    }
}
