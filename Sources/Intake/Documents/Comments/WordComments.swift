package import StudyModel

/// What people wrote into a Word file that they were given: comments, and changes of the text that can be seen as such.
package struct WordComments: Sendable {
    package struct Comment: Sendable, Equatable {
        /// The name that the file gives.
        package var author: String
        /// The number that the paragraph begins with, of the one where the comment does.
        package var paragraph: Int?
        /// The words it was put on.
        package var quote: String
        package var text: String
    }

    package private(set) var comments: [Comment] = []
    /// The words of the file, for the token in them.
    package private(set) var text = ""

    /// A passage that a comment or a change stands on while it is read.
    struct Open {
        var id: String
        var author: String
        var paragraph: Int?
        var text = ""
        var quote = ""
        /// Whether nothing of its paragraph stands before it, not even the number.
        var isAtStart = false
    }

    var open: [Open] = []
    private var paragraph: Int?
    private var change: (isInsertion: Bool, author: String, words: String)?
    private var isAtStart = false

    /// More than this is no comment but a fault.
    private static let most = 2000

    mutating func beginParagraph(isHeading: Bool = false) {
        settleChange()
        if isHeading { paragraph = nil }
        isAtStart = true
        for index in open.indices { open[index].isAtStart = false }
        add("\n")
    }

    /// Takes in a number raised at the beginning of a paragraph, which is what the paragraphs of a shared draft begin with.
    mutating func raised(_ words: String) {
        guard isAtStart, let number = Int(words) else { return add(words) }
        paragraph = number
        isAtStart = false
        for index in open.indices where open[index].isAtStart { open[index].paragraph = number }
    }

    mutating func add(_ words: String) {
        text += words
        if !words.allSatisfy(\.isWhitespace) { isAtStart = false }
        for index in open.indices where !(open[index].quote.isEmpty && words.allSatisfy(\.isWhitespace)) {
            open[index].quote += words == "\n" ? " " : words
        }
    }

    mutating func begin(_ comment: Open) {
        settleChange()
        var comment = comment
        (comment.paragraph, comment.isAtStart) = (paragraph, isAtStart)
        if open.count < 100 { open.append(comment) }
    }

    mutating func end(_ id: String) {
        guard let place = open.firstIndex(where: { $0.id == id }) else { return }
        let done = open.remove(at: place)
        keep(
            Comment(
                author: done.author, paragraph: done.paragraph, quote: done.quote.trimmed,
                text: done.text.trimmed))
    }

    /// Takes in words that somebody put in or took out.
    mutating func changed(isInsertion: Bool, _ author: String, _ words: String) {
        if let before = change, before.author == author, before.isInsertion != isInsertion {
            change = nil
            let (new, old) = isInsertion ? (words, before.words) : (before.words, words)
            return keep(
                Comment(
                    author: author, paragraph: paragraph, quote: old.trimmed,
                    text: "Suggests in its place:\n\(new.trimmed)")
            )
        }
        settleChange()
        if !words.allSatisfy(\.isWhitespace) { change = (isInsertion, author, words) }
    }

    /// Takes in that something stands behind what somebody put in or took out.
    mutating func settleChange() {
        guard let (isInsertion, author, words) = change else { return }
        change = nil
        let suggestion = isInsertion ? "Suggests to put in:\n\(words.trimmed)" : "Suggests to take this out."
        keep(
            Comment(
                author: author, paragraph: paragraph, quote: isInsertion ? "" : words.trimmed,
                text: suggestion))
    }

    mutating func finish() {
        settleChange()
        for comment in open { end(comment.id) }
    }

    private mutating func keep(_ comment: Comment) {
        if !comment.text.isEmpty, comments.count < Self.most { comments.append(comment) }
    }
}

extension DocumentTools {
    /// Reads the comments and the visible changes of a Word file, through pandoc in its box.
    ///
    /// - Throws: `import.unsupported` where there is no pandoc; `import.unreadable`, `import.too_large`.
    package func comments(ofWord bytes: [UInt8]) async throws(StudyError) -> WordComments {
        guard programs[.pandoc] != nil else {
            throw StudyError(
                .importUnsupported, "Comments in Word files are read by pandoc, which is not installed.",
                hint: "Install it ('apt-get install pandoc', 'brew install pandoc') and restart rird.")
        }
        let unreadable = StudyError(
            .importUnreadable, "The file can't be read as a Word file.",
            hint: "Open it in the program that wrote it, save it as .docx and take that.")
        guard bytes.starts(with: [0x50, 0x4B]) else { throw unreadable }
        let arguments = [
            "--sandbox", "-f", "docx", "--track-changes=all", "-t", "json", "+RTS", "-M512M", "-RTS",
        ]
        switch await run(.pandoc, arguments, input: bytes, limits: .reading(4 * bytes.count)) {
        case .success(let json):
            guard let comments = WordCommentReader.comments(from: json) else { throw unreadable }
            return comments
        case .failure(.timedOut), .failure(.exhausted), .failure(.tooMuchOutput):
            throw StudyError(
                .importTooLarge, "Reading the Word file takes more time or memory than is allowed.",
                hint: "Save it without its pictures and take that.")
        case .failure: throw unreadable
        }
    }
}
