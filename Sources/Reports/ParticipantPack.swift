package import StudyModel

/// What a participant is given to look through: everything that is held about them, in plain English, with a form for
/// the answer.
///
/// It goes to the participant alone, so it holds their words; it holds no name but handles.
package struct ParticipantPack: Sendable {
    /// A record that concerns them.
    package struct Source: Sendable {
        package var id: RecordID
        package var kind: RecordKind
        package var day: CalendarDay
        package var title: String
        /// Whether they take part; false where they are only spoken of.
        package var takesPart: Bool
        /// What they say in it, and the lines that speak of them.
        package var passages: [(text: String, isOwn: Bool)]

        package init(
            id: RecordID, kind: RecordKind, day: CalendarDay, title: String, takesPart: Bool,
            passages: [(text: String, isOwn: Bool)]
        ) {
            self.id = id
            self.kind = kind
            self.day = day
            self.title = title
            self.takesPart = takesPart
            self.passages = passages
        }
    }

    package var study: String
    package var handle: Handle
    package var made: CalendarDay
    /// What is known of them: `role: link worker`.
    package var attributes: [(name: String, value: String)]
    /// For each purpose what they allow now, and since when.
    package var consent: [(purpose: ConsentPurpose, state: String)]
    package var sources: [Source]
    /// Answers to surveys.
    package var answers: Int
    /// Sealed originals of these sources.
    package var originals: Int

    package init(
        study: String, handle: Handle, made: CalendarDay, attributes: [(name: String, value: String)],
        consent: [(purpose: ConsentPurpose, state: String)], sources: [Source], answers: Int, originals: Int
    ) {
        self.study = study
        self.handle = handle
        self.made = made
        self.attributes = attributes
        self.consent = consent
        self.sources = sources
        self.answers = answers
        self.originals = originals
    }

    /// The pack as one HTML file that needs nothing from elsewhere and can be printed.
    package var html: String {
        var page = HTMLPage(title: "What this study holds about you")
        introduction(on: &page)
        page.heading("What we know about you")
        page.table(
            head: nil,
            rows: [["In the study you are called", handle.rawValue]] + attributes.map { [$0.name, $0.value] })
        page.heading("What you have agreed to")
        page.table(
            head: ["May we …", "Your answer"], rows: consent.map { [$0.purpose.question, $0.state] })
        page.heading("What you said, and what was said about you")
        if sources.isEmpty { page.paragraph("Nothing is held.") }
        for source in sources { add(source, to: &page) }
        other(on: &page)
        form(on: &page)
        return page.text
    }

    private func introduction(on page: inout HTMLPage) {
        page.paragraph(study)
        page.paragraph(
            """
            You took part in this study. This paper shows everything the study holds about you, so that you can see \
            whether it is right and whether anybody could recognise you by it. Your name is not in it: the study \
            calls you \(handle.rawValue), and keeps your name locked away from everything else.
            """)
        page.paragraph(
            """
            Please read it, mark what is wrong or what should not be used, and send back the form on the last page. \
            You need not give a reason for anything. Made on \(made.rawValue).
            """)
    }

    private func add(_ source: Source, to page: inout HTMLPage) {
        let title = source.title.isEmpty ? source.kind.words : source.title
        page.subheading("\(title) — \(source.kind.words), \(source.day.rawValue)")
        page.note("Number of this source: \(source.id.rawValue)")
        if source.passages.isEmpty {
            page.paragraph("You took part; none of the words in it are marked as yours.")
        }
        let own = source.passages.filter(\.isOwn)
        if !own.isEmpty { page.paragraph("You said:") }
        for passage in own { page.quote(passage.text) }
        let others = source.passages.filter { !$0.isOwn }
        if !others.isEmpty { page.paragraph(source.takesPart ? "It also says:" : "It speaks of you:") }
        for passage in others { page.quote(passage.text) }
    }

    private func other(on page: inout HTMLPage) {
        var lines: [String] = []
        if answers > 0 { lines.append("\(answers.counted("answer", "answers")) of yours to surveys.") }
        if originals > 0 {
            lines.append(
                "\(originals.counted("original", "originals")) of these sources, kept locked, with your name in them."
            )
        }
        guard !lines.isEmpty else { return }
        page.heading("What else is kept")
        page.list(lines)
    }

    private func form(on page: inout HTMLPage) {
        page.heading("Your answer")
        page.note("\(handle.rawValue), \(made.rawValue)")
        page.list([
            "☐ This is right, and you may use it as I agreed.",
            "☐ Please correct what I have marked.",
            "☐ Please don't use what I have marked.",
            "☐ I think somebody could recognise me. Where: ______________________________",
            "☐ I want to withdraw. You need not say why.",
        ])
        page.paragraph("Remarks: ____________________________________________________________")
        page.paragraph("Date: ____________________")
    }
}

extension Int {
    /// `1 answer`, `3 answers`.
    fileprivate func counted(_ one: String, _ many: String) -> String { "\(self) \(self == 1 ? one : many)" }
}

extension RecordKind {
    /// In plain words.
    fileprivate var words: String { self == .email ? "e-mail" : rawValue.replacing("-", with: " ") }
}

extension ConsentPurpose {
    /// What is asked, behind "May we …".
    fileprivate var question: String {
        switch self {
        case .collect: "write down what you say and keep it for the study?"
        case .record: "record your voice or picture?"
        case .survey: "use your answers to our survey?"
        case .quote: "quote your words, without your name?"
        case .share: "share what you said with others, without your name?"
        }
    }
}
