import StudyModel

extension Schemas {
    /// What is shown of a record's text: turns, folds, memos, threads.
    static let reading: [Schema] = [
        .message(
            "TurnsReply", "Who says what, where the record is a transcript.",
            [
                .always("id", .ref("RecordID")), .always("version", .whole),
                .always("turns", .list(.ref("Turn")), "Empty where the text reads as no transcript."),
            ]),
        .message(
            "Turn", "What one speaker says until another begins.",
            [
                .always("number", .whole, "Counts from 1."), .maybe("speaker", .text),
                .maybe("start", .text, "From the start of the recording, such as 00:01:02."),
                .maybe("end", .text),
                .always("span", .list(.whole), "First and last Unicode scalar of the body, half open."),
                .always("words", .list(.whole), "The same without the label."), .always("text", .text),
            ]),
        .message(
            "ThreadReply", "The conversation an e-mail belongs to.",
            [.always("subject", .text), .always("messages", .list(.ref("ThreadMessage")))]),
        .message(
            "ThreadMessage", "One mail of a conversation, behind what it answers.",
            [
                .always("record", .ref("RecordSummary")), .maybe("from", .text),
                .always("depth", .whole, "0 for a first mail, one more than its parent's for an answer."),
            ]),
        .message(
            "ThreadsReply", "Conversations by e-mail, the latest first.",
            [.always("threads", .list(.ref("Thread"))), .always("total", .whole)]),
        .message(
            "Thread", "A conversation.",
            [
                .always("subject", .text), .always("first", .ref("CalendarDay")),
                .always("last", .ref("CalendarDay")), .always("records", .list(.ref("RecordID"))),
            ]),
        .message(
            "TextFold", "Lines that are shown folded and never deleted.",
            [
                .always("kind", .text, "quote, forwarded, signature or disclaimer."),
                .always("scalars", .list(.whole), "First and last Unicode scalar, half open."),
                .always("lines", .list(.whole), "First and last line from 0, half open."),
            ]),
        .message(
            "Memo", "A comment that somebody left on the source.",
            [.maybe("author", .text), .maybe("at", .text), .maybe("quote", .text), .always("text", .text)]),
        .message(
            "ImportGuess", "How a field was worked out where the source does not say it.",
            [
                .always("field", .text), .always("basis", .text, "What it rests on."),
                .always("certainty", .text, "likely or unsure."),
            ]),
        Schema(
            name: "HandlesByText",
            json: [
                "type": "object", "description": "Who a text of the source stands for.",
                "additionalProperties": ["$ref": "#/components/schemas/Handle"],
            ], fields: []),
    ]
}
