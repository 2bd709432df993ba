import StudyModel

/// A table with a card in each row: its headings say what stands where, in any order and several languages.
struct BoardHeadings {
    private enum Meaning: CaseIterable {
        case text, column, votes, author, tags

        /// Headings that mean it, in small letters.
        var words: Set<String> {
            switch self {
            case .text:
                [
                    "text", "content", "contents", "card", "card text", "sticky note", "sticky", "note",
                    "message",
                    "description", "title", "inhalt", "karte", "notiz", "beschreibung", "titel", "contenu",
                    "texte", "carte", "titre", "contenido", "texto", "tarjeta", "nota", "título", "conteúdo",
                    "cartão", "contenuto", "testo", "titolo", "inhoud", "tekst", "kaart",
                ]
            case .column:
                [
                    "column", "column name", "frame", "frame name", "list", "section", "category", "type",
                    "spalte", "rahmen", "kategorie", "colonne", "cadre", "catégorie", "columna", "marco",
                    "categoría", "coluna", "quadro", "categoria", "colonna", "cornice", "kolom", "kader",
                ]
            case .votes:
                [
                    "votes", "vote", "vote count", "votes count", "number of votes", "total votes", "likes",
                    "stimmen", "anzahl stimmen", "votos", "voti", "stemmen", "nombre de votes",
                ]
            case .author:
                [
                    "author", "created by", "creator", "user", "user name", "name", "owner", "written by",
                    "participant", "handle", "verfasser", "autor", "autorin", "erstellt von", "auteur",
                    "créé par", "autora", "creado por", "criado por", "autore", "creato da", "gemaakt door",
                ]
            case .tags:
                [
                    "tags", "tag", "labels", "label", "cluster", "clusters", "group", "theme", "gruppe",
                    "schlagwörter", "étiquettes", "groupe", "etiquetas", "grupo", "etichette", "gruppo",
                    "groep",
                ]
            }
        }
    }

    private let meanings: [Meaning?]
    private let head: [String]

    /// - Returns: `nil` for a row that is no such headings: they name the text and one thing more, or the text alone.
    init?(_ cells: [String]) {
        head = cells
        meanings = cells.map { cell in
            let folded = BoardSheet.folded(cell)
            return Meaning.allCases.first { $0.words.contains(folded) }
        }
        let found = Set(meanings.compactMap(\.self))
        let isAlone = cells.filter { !$0.isEmpty }.count == 1
        guard found.contains(.text), found.count > 1 || (isAlone && found.count == 1) else { return nil }
    }

    /// Which program is likelier to have written it: votes are EasyRetro's, tags and frames Miro's.
    var source: BoardSource {
        let folded = Set(head.map(BoardSheet.folded))
        return meanings.contains(.votes) && folded.isDisjoint(with: ["tags", "frame", "frame name"])
            ? .easyretro : .miro
    }

    static func isVotes(_ heading: String) -> Bool {
        Meaning.votes.words.contains(BoardSheet.folded(heading))
    }

    func read(_ rows: [BoardIntake.Row], below head: BoardIntake.Row, _ source: BoardSource) -> BoardSheet {
        var sheet = BoardSheet(source)
        var odd = 0
        for row in rows where row.number > head.number && !row.isBlank {
            let text = all(.text, row).joined(separator: "\n")
            var card = BoardSheet.Card(text: text, row: row.number)
            card.column = all(.column, row).first.map(BoardSheet.name)
            card.author = all(.author, row).first
            card.tags = all(.tags, row).flatMap(Self.tags)
            for cell in all(.votes, row) {
                if let count = VoteText.count(cell) { card.votes += count } else { odd += 1 }
            }
            card.column.map { sheet.add(column: $0) }
            if !card.text.isEmpty { sheet.cards.append(card) }
        }
        let left = zip(self.head, meanings).filter { $0.1 == nil && !$0.0.isEmpty }.count
        if left > 0 {
            sheet.remarks.append(
                "\(left == 1 ? "1 column" : "\(left) columns") of the file, such as colours and positions, \(left == 1 ? "was" : "were") left out."
            )
        }
        let wordless = rows.count { $0.number > head.number && !$0.isBlank } - sheet.cards.count
        if wordless > 0 {
            sheet.remarks.append(
                "\(wordless == 1 ? "1 row has" : "\(wordless) rows have") no words and \(wordless == 1 ? "is" : "are") no card."
            )
        }
        if odd > 0 {
            sheet.remarks.append(
                "Of \(odd == 1 ? "1 card" : "\(odd) cards") the votes are no number, and none were counted.")
        }
        return sheet
    }

    private func all(_ meaning: Meaning, _ row: BoardIntake.Row) -> [String] {
        zip(meanings, row.cells).filter { $0.0 == meaning && !$0.1.isEmpty }.map(\.1)
    }

    private static func tags(_ cell: String) -> [String] {
        cell.split { $0 == "," || $0 == ";" || $0.isNewline }.map { BoardSheet.name(String($0)) }
            .filter { !$0.isEmpty }
    }
}

/// A table with a column for each of the board's: the names in the first row, the cards below (EasyRetro).
enum BoardColumns {
    static func read(_ rows: [BoardIntake.Row], below head: BoardIntake.Row) -> BoardSheet {
        var sheet = BoardSheet(.easyretro)
        let body = rows.filter { $0.number > head.number }
        let width = rows.map(\.cells.count).max() ?? 0
        func cell(_ row: BoardIntake.Row, _ column: Int) -> String {
            row.cells.indices.contains(column) ? row.cells[column] : ""
        }
        let counts = (0..<width).map {
            $0 > 0 && BoardHeadings.isVotes(cell(head, $0)) && !cell(head, $0 - 1).isEmpty
        }
        let cells = body.flatMap { row in (0..<width).filter { !counts[$0] }.map { cell(row, $0) } }
            .filter { !$0.isEmpty }
        let isBare = !cells.isEmpty && cells.allSatisfy { VoteText.suffix(of: $0, isBare: true) != nil }
        var (read, odd) = (0, 0)
        for column in 0..<width where !counts[column] {
            let cards = body.filter { !cell($0, column).isEmpty }
            var name = BoardSheet.name(cell(head, column))
            if name.isEmpty {
                if cards.isEmpty { continue }
                name = "Column \(column + 1)"
                sheet.remarks.append("A column of the file has no name; it is called '\(name)'.")
            }
            sheet.add(column: name)
            for row in cards {
                var card = BoardSheet.Card(text: cell(row, column), column: name, row: row.number)
                if let (text, votes) = VoteText.suffix(of: card.text, isBare: isBare) {
                    (card.text, card.votes, read) = (text, votes, read + 1)
                }
                let beside = column + 1 < width && counts[column + 1] ? cell(row, column + 1) : ""
                if let count = VoteText.count(beside) {
                    card.votes += count
                } else if !beside.isEmpty {
                    odd += 1
                }
                sheet.cards.append(card)
            }
        }
        if read > 0, read < sheet.cards.count {
            sheet.remarks.append(
                "\(read == 1 ? "1 card has" : "\(read) cards have") votes in parentheses, the others none.")
        }
        if odd > 0 { sheet.remarks.append("Votes that are no number were not counted (\(odd)).") }
        return sheet
    }
}

/// Sticky notes in groups: the name of a frame on a row of its own, its notes below with their tags beside them (Miro).
enum BoardSections {
    static func read(_ rows: [BoardIntake.Row], known: [String]) -> BoardSheet {
        var sheet = BoardSheet(.miro)
        let known = Set(known.map(BoardSheet.folded))
        let last = rows.lastIndex { !$0.isBlank } ?? 0
        let isGrouped = rows[...last].drop { $0.isBlank }.contains(where: \.isBlank)
        var column: String?
        for (index, row) in rows.enumerated() where !row.isBlank {
            let isFirst = index == 0 || rows[index - 1].isBlank
            if let name = row.only.map(BoardSheet.name),
                isHeading(name, isFirst, isGrouped, goesOn: index < last && !rows[index + 1].isBlank, known),
                BoardSheet.folded(name) != column.map(BoardSheet.folded) || isFirst
            {
                column = name
                sheet.add(column: name)
                continue
            }
            if isGrouped, isFirst { column = nil }
            let cells = row.cells.filter { !$0.isEmpty }
            var card = BoardSheet.Card(text: cells[0], column: column, row: row.number)
            card.tags = cells.dropFirst().map(BoardSheet.name)
            sheet.cards.append(card)
        }
        let loose = sheet.cards.count { $0.column == nil }
        if loose > 0 {
            sheet.remarks.append(
                "The file does not say in which frame \(loose == 1 ? "1 card hangs" : "\(loose) cards hang")."
            )
        }
        return sheet
    }

    private static func isHeading(
        _ name: String, _ isFirst: Bool, _ isGrouped: Bool, goesOn: Bool, _ known: Set<String>
    ) -> Bool {
        if known.contains(BoardSheet.folded(name)) { return isFirst || !isGrouped }
        return isGrouped && isFirst && goesOn
    }
}

/// The list that EasyRetro copies: the name of a column, and its cards below as `- words (3 votes)`.
enum BoardList {
    /// - Returns: `nil` for any other text.
    static func read(_ bytes: [UInt8]) -> BoardSheet? {
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { String($0).trimmed }
        guard let first = lines.first(where: { !$0.isEmpty }), !first.hasPrefix("- "),
            lines.contains(where: { $0.hasPrefix("- ") && VoteText.suffix(of: $0, isBare: true) != nil })
        else { return nil }
        var sheet = BoardSheet(.easyretro)
        var column: String?
        // A card goes on over lines until one ends with its votes.
        var open: [String] = []
        var row = 0
        for (index, line) in lines.enumerated() where !line.isEmpty || !open.isEmpty {
            if open.isEmpty, !line.hasPrefix("- ") {
                guard index == 0 || lines[index - 1].isEmpty, !line.hasPrefix("\"") else { return nil }
                column = BoardSheet.name(line)
                continue
            }
            guard column != nil else { return nil }
            if open.isEmpty { row = index + 1 }
            let part = open.isEmpty ? String(line.dropFirst(2)) : line
            guard let (end, votes) = VoteText.suffix(of: "\u{1}" + part, isBare: true) else {
                open.append(part)
                continue
            }
            let text = (open + [String(end.dropFirst())]).joined(separator: "\n").trimmed
            if !text.isEmpty {
                sheet.cards.append(.init(text: text, column: column, votes: votes, row: row))
            }
            open = []
        }
        for card in sheet.cards { card.column.map { sheet.add(column: $0) } }
        return open.isEmpty ? sheet : nil
    }
}

/// Numbers of votes as programs write them.
enum VoteText {
    /// The most votes that a file gives a card.
    private static let most = 10_000

    static func count(_ cell: String) -> Int? {
        let digits = cell.hasPrefix("+") ? cell.dropFirst() : cell[...]
        guard !digits.isEmpty, digits.utf8.count <= 5, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let count = Int(digits), count <= most
        else { return nil }
        return count
    }

    /// `words (3 votes)` as its words and 3.
    ///
    /// - Parameter isBare: whether a number alone in parentheses counts as well.
    static func suffix(of text: String, isBare: Bool) -> (text: String, votes: Int)? {
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return nil }
        let inside = text[text.index(after: open)...].dropLast().split(separator: " ")
        guard let first = inside.first, let votes = count(String(first)) else { return nil }
        let isWorded = inside.count == 2 && BoardHeadings.isVotes(String(inside[1]))
        guard isWorded || (isBare && inside.count == 1) else { return nil }
        let words = String(text[..<open]).trimmed
        return words.isEmpty ? nil : (words, votes)
    }
}
