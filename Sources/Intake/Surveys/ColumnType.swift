import StudyModel

/// What a column holds, worked out from its census.
struct ColumnType: Equatable {
    var type = SurveyVariable.ValueType.empty
    var isOpen = false
    var missing: [String] = []
    /// How days are written.
    var order = WrittenMoment.Order.yearFirst
    /// Whether `1,7` is a number here.
    var hasCommas = false
    /// What separates the items of a multiple choice.
    var separator = UInt8(ascii: ";")
    /// How it was worked out, where that is not plain.
    var guess: ImportGuess?

    /// - Parameter told: Whether people answer in their own words, where somebody says so.
    init(_ census: ColumnCensus, isOpen told: Bool?) {
        let answers = census.answers
        missing = census.order.filter { census.blanks[$0] != nil }
        if told == true {
            (type, isOpen) = (.text, true)
            return
        }
        guard answers > 0 else {
            if census.filled > 0 { type = .text }
            return
        }
        if takeNumbers(census, answers) || takeMoments(census, answers) { return }
        if census.booleans * 10 >= answers * 9 {
            type = .boolean
            return
        }
        takeTexts(census, answers, isClosed: told == false)
    }

    private func isMost(_ count: Int, of answers: Int, _ census: ColumnCensus) -> Bool {
        let marks = census.order.reduce(0) { $0 + (MissingCode.isMark($1) ? census.counts[$1] ?? 0 : 0) }
        return count > 0 && count * 10 >= (answers - marks) * 9
    }

    private mutating func takeNumbers(_ census: ColumnCensus, _ answers: Int) -> Bool {
        hasCommas = census.commaDecimals > 0 && census.decimals == 0
        let numbers = census.integers + census.decimals + (hasCommas ? census.commaDecimals : 0)
        guard isMost(numbers, of: answers, census) else { return false }
        type = numbers == census.integers ? .integer : .number
        missing += census.order.filter { MissingCode.isMark($0) }
        if census.smallest >= 0 { missing += census.order.filter { MissingCode.isNumber($0) } }
        return true
    }

    private mutating func takeMoments(_ census: ColumnCensus, _ answers: Int) -> Bool {
        guard isMost(census.moments, of: answers, census) else { return false }
        missing += census.order.filter { MissingCode.isMark($0) }
        type = census.timed > 0 ? .datetime : .date
        guard census.yearFirst < census.moments else { return true }
        order = census.monthFirst > census.dayFirst ? .monthFirst : .dayFirst
        if census.monthFirst == census.dayFirst {
            guess = ImportGuess(
                field: "date", basis: "days that read both ways; the day was taken to come before the month",
                certainty: .unsure)
        }
        return true
    }

    private mutating func takeTexts(_ census: ColumnCensus, _ answers: Int, isClosed: Bool) {
        type = .text
        if let found = Self.separator(census) {
            (type, separator) = (.multiple, found)
            if found != UInt8(ascii: ";") {
                guess = ImportGuess(
                    field: "multiple", basis: "answers that repeat the same few parts between commas",
                    certainty: .unsure)
            }
            return
        }
        isOpen = !isClosed && Self.isOpen(census)
        guard !isOpen, !census.hasMore, census.different <= 30 else { return }
        if census.different * 2 <= answers || answers < 10 && census.different < answers { type = .choice }
    }

    /// People's own words: mostly unlike each other, and sentences or long.
    private static func isOpen(_ census: ColumnCensus) -> Bool {
        guard census.texts > 0 else { return false }
        let words = Double(census.words) / Double(census.texts)
        let length = Double(census.bytes) / Double(census.texts)
        let isVaried = census.hasMore || census.different * 2 >= census.answers
        if census.longest > 300, census.different > 1 || census.answers == 1 { return true }
        let isMostlyUnlike = census.hasMore || census.different * 5 >= census.answers * 4
        return isVaried && words >= 5 || isMostlyUnlike && length >= 40 && words >= 2
    }

    /// The separator of a multiple choice, where the answers are put together from few parts.
    private static func separator(_ census: ColumnCensus) -> UInt8? {
        for separator in [UInt8(ascii: ";"), UInt8(ascii: ",")] {
            var parts: [Substring: Int] = [:]
            var total = 0
            var divided = 0
            var closed = 0
            for text in census.order where census.blanks[text] == nil {
                let count = census.counts[text] ?? 0
                guard text.utf8.contains(separator) else {
                    parts[text[...], default: 0] += count
                    total += count
                    continue
                }
                divided += count
                closed += text.utf8.last == separator ? count : 0
                for part in text.utf8.split(separator: separator) {
                    parts[Substring(part).trimmedPart, default: 0] += count
                    total += count
                }
                guard parts.count <= 60 else { break }
            }
            guard divided > 0, parts.count <= 60, parts.keys.allSatisfy({ $0.utf8.count <= 120 }) else {
                continue
            }
            if separator == UInt8(ascii: ";") {
                if closed == census.answers || parts.count <= 40 && parts.count * 2 <= total {
                    return separator
                }
            } else if divided * 5 >= census.answers, parts.count <= 25, parts.count * 3 <= total,
                census.different > parts.count
                    || divided == census.answers && parts.keys.allSatisfy({ $0.utf8.count <= 3 })
            {
                return separator
            }
        }
        return nil
    }
}

extension Substring {
    /// Without spaces at both ends.
    var trimmedPart: Substring {
        var part = self
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return part
    }
}
