/// A document as pandoc reads it, with what a record does not keep left out.
///
/// Words and spaces that follow each other are one text; spans, divisions, small capitals, underlining, citations
/// and quotations are taken apart into what they hold.
struct PandocDocument: Equatable {
    /// Paragraphs with the style Title, Subtitle, Author or Date, which pandoc takes out of the text, and an HTML
    /// head's title.
    var title: [PandocInline] = []
    var subtitle: [PandocInline] = []
    var authors: [[PandocInline]] = []
    var date: [PandocInline] = []
    var abstract: [PandocBlock] = []
    var blocks: [PandocBlock] = []
}

indirect enum PandocBlock: Equatable {
    case paragraph([PandocInline])
    /// A paragraph of a list whose items stand close together.
    case plain([PandocInline])
    case lines([[PandocInline]])
    case code(String)
    case quote([PandocBlock])
    case numbered(from: Int, [[PandocBlock]])
    case bullets([[PandocBlock]])
    case definitions([PandocDefinition])
    case heading(level: Int, [PandocInline])
    case rule
    case table(PandocTable)
}

indirect enum PandocInline: Equatable {
    case text(String)
    case emphasis([PandocInline])
    case strong([PandocInline])
    case struck([PandocInline])
    case lineBreak
    case link([PandocInline], address: String)
    case image([PandocInline], source: String)
    case note([PandocBlock])
}

struct PandocDefinition: Equatable {
    var term: [PandocInline]
    var meanings: [[PandocBlock]]
}

struct PandocTable: Equatable {
    typealias Cell = [PandocBlock]

    var caption: [PandocBlock] = []
    var head: [[Cell]] = []
    var rows: [[Cell]] = []

    var columns: Int { (head + rows).map(\.count).max() ?? 0 }
}
