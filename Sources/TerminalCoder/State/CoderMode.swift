import StudyModel

/// What the keys go to.
enum CoderMode: Sendable, Equatable {
    /// The text.
    case reading
    case picking(CodePicker)
    case choosing(CodingChoice)
    case weighing(WeightQuestion)
    case commenting(CommentEntry)
    case searching(SearchEntry)
    /// The codebook, with the number of the entry that is shown.
    case browsing(Int)
    case memo(MemoEntry)
    /// The keys, from a line on.
    case help(Int)
}

/// Which of several codings is meant.
struct CodingChoice: Sendable, Equatable {
    enum Purpose: Sendable, Equatable {
        case remove, comment, weigh
    }

    var purpose: Purpose
    var codings: [CodingID]
    var selected = 0
}

/// Codes that are about to be applied, as soon as the weights are known.
struct PendingCodes: Sendable, Equatable {
    var codes: [CodeID]
    /// `nil` for the record as a whole.
    var span: Range<Int>?
    var weights: [CodeID: Int] = [:]
    /// Those whose weight is still to be asked for.
    var waiting: [CodeID] = []
}

/// The weight of one code.
struct WeightQuestion: Sendable, Equatable {
    enum Target: Sendable, Equatable {
        case applying(PendingCodes)
        case changing(CodingID)
    }

    var target: Target
    var code: CodeID
    var scale: Code.Scale
    var entry = TextEntry()

    /// Whether one digit is a whole answer.
    var takesOneDigit: Bool { scale.lowest >= 0 && scale.highest <= 9 }
}

/// The comment of one coding.
struct CommentEntry: Sendable, Equatable {
    var coding: CodingID
    var before: String
    var entry: TextEntry
}

/// My memo of the record.
struct MemoEntry: Sendable, Equatable {
    var before: String
    var entry: TextEntry
}

/// A search that is being typed.
struct SearchEntry: Sendable, Equatable {
    var entry = TextEntry()
    /// Where the cursor was.
    var origin: Int
}

/// Finding a code by a few letters.
struct CodePicker: Sendable, Equatable {
    enum Purpose: Sendable, Equatable {
        /// To a span, or to the record as a whole.
        case apply(Range<Int>?)
        /// The code below which a new one of this name goes, which is then applied.
        case parent(name: String, Range<Int>?)
    }

    enum Row: Sendable, Equatable {
        case code(CodeID)
        /// A new code of the name that was typed.
        case new(String)
        /// No parent: the top of the codebook.
        case top
    }

    var purpose: Purpose
    var query = TextEntry()
    var rows: [Row] = []
    var selected = 0
    /// Ticked for being applied together, in that order.
    var ticked: [CodeID] = []

    init(_ purpose: Purpose) { self.purpose = purpose }

    var span: Range<Int>? {
        switch purpose {
        case .apply(let span), .parent(_, let span): span
        }
    }

    /// Finds the rows anew for what is typed.
    mutating func find(in codebook: Codebook, recent: [CodeID]) {
        let typed = query.text.trimmingSpace
        switch purpose {
        case .apply:
            rows = CodeMatch(codebook).matches(typed, recent: recent).map { .code($0.code.id) }
            let folded = typed.lowercased()
            let isThere = codebook.entries.contains { $0.code.name.lowercased() == folded }
            if Code.isName(typed), !isThere { rows.append(.new(typed)) }
        case .parent:
            let match = CodeMatch(codebook) { $0.status != .retired }
            rows = match.matches(typed, recent: []).map { .code($0.code.id) }
            if typed.isEmpty { rows.insert(.top, at: 0) }
        }
        selected = 0
    }

    mutating func select(by step: Int) {
        guard !rows.isEmpty else { return }
        selected = (selected + step + rows.count) % rows.count
    }

    /// Ticks or unticks the selected code.
    mutating func tick() {
        guard rows.indices.contains(selected), case .code(let code) = rows[selected] else { return }
        if let index = ticked.firstIndex(of: code) {
            ticked.remove(at: index)
        } else {
            ticked.append(code)
        }
    }
}

extension String {
    /// Without the space at both ends.
    var trimmingSpace: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
