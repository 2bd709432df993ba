internal import CodingLogic
internal import REFIQDA
internal import StudyModel

/// Codes between the study and REFI-QDA.
enum ExchangeCodes {
    /// What files say they were made by.
    static let origin = "rir"

    /// What projects say they were made by: also for whom, so that their positions need no guessing when they come back.
    static func origin(_ profile: QDAProfile) -> String {
        profile.offsets == .standard ? origin : "\(origin) (\(profile.rawValue))"
    }

    /// How positions are counted in a project that was made here; `nil` for any other.
    static func offsets(origin text: String?) -> QDAOffsetReading? {
        QDAProfile.allCases.first { origin($0) == text }?.offsets
    }

    /// The frame as a tree.
    static func tree(_ codebook: Codebook) -> [QDACode] { tree(codebook, below: nil) }

    private static func tree(_ codebook: Codebook, below path: CodePath?) -> [QDACode] {
        // By name, which is all that other programs keep, so that an export of what was imported is the same.
        let siblings = codebook.children(of: path).sorted {
            ($0.code.name.lowercased(), $0.code.name) < ($1.code.name.lowercased(), $1.code.name)
        }
        return siblings.map { entry in
            QDACode(
                guid: ExchangeGUID.of(entry.code), name: entry.code.name, isCodable: !entry.code.isCategory,
                colour: entry.code.colour.flatMap { QDAColour($0) },
                description: CodeDescription.text(of: entry.code),
                children: tree(codebook, below: entry.path))
        }
    }

    /// A tree as rows: each code before those below it.
    static func rows(_ codes: [QDACode], below names: [String] = []) -> [CodebookRow] {
        codes.flatMap { code in
            var row = CodebookRow(names: names + [code.name])
            row.guid = code.guid.description
            row.colour = code.colour?.text
            row.isCategory = !code.isCodable
            CodeDescription.read(code.description ?? "", into: &row)
            return [row] + Self.rows(code.children, below: row.names)
        }
    }

    /// What of the frame REFI-QDA has no place for.
    static func losses(_ codebook: Codebook) -> [String] {
        var losses: [String] = []
        let scales = codebook.entries.count { $0.code.scale != nil }
        if scales > 0 { losses.append("The scales of \(scales) codes are not in the file.") }
        let retired = codebook.entries.count { $0.code.status == .retired }
        if retired > 0 { losses.append("\(retired) retired codes are in the file as any others.") }
        if !codebook.isEmpty {
            losses.append("Whether codes are deductive or inductive, drafts or agreed, is not in the file.")
        }
        return losses
    }
}
