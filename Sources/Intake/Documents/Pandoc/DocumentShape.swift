/// Gives paragraphs that only look like something the shape they look like.
enum DocumentShape {
    /// Paragraphs that begin with a bullet as lists, and paragraphs of dashes alone as rules.
    ///
    /// RTF has its lists this way, and so have people who type their bullets.
    static func settled(_ blocks: [PandocBlock]) -> [PandocBlock] {
        var settled: [PandocBlock] = []
        var items: [[PandocBlock]] = []
        for block in blocks {
            if case .paragraph(let inlines) = block, let item = item(inlines) {
                items.append([.plain(item)])
                continue
            }
            if !items.isEmpty { settled.append(.bullets(items)) }
            items = []
            settled.append(isRule(block) ? .rule : block)
        }
        if !items.isEmpty { settled.append(.bullets(items)) }
        return settled
    }

    private static func item(_ inlines: [PandocInline]) -> [PandocInline]? {
        guard case .text(let text)? = inlines.first, let first = text.unicodeScalars.first,
            bullets.contains(first) || (0xF000...0xF0FF).contains(first.value)
        else { return nil }
        let rest = text.unicodeScalars.dropFirst()
        guard rest.first.map(\.isBlank) ?? (inlines.count > 1) else { return nil }
        let left = String(String.UnicodeScalarView(rest.drop(while: \.isBlank)))
        return (left.isEmpty ? [] : [.text(left)]) + inlines.dropFirst()
    }

    private static let bullets = Set("•‣●○◦▪■□⁃·".unicodeScalars)

    private static func isRule(_ block: PandocBlock) -> Bool {
        guard case .paragraph(let inlines) = block, inlines.count == 1, case .text(let text)? = inlines.first
        else {
            return false
        }
        let scalars = text.trimmed.unicodeScalars
        return scalars.count >= 3 && scalars.allSatisfy { "-_=—–*".unicodeScalars.contains($0) }
    }
}
