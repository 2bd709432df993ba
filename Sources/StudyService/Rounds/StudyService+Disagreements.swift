internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// Disagreements with their words.
    ///
    /// - Parameter isBlind: whether letters stand in place of coders.
    package func views(
        of found: RoundAdjudication, isBlind: Bool
    ) async throws(StudyError) -> [DisagreementView] {
        var views: [DisagreementView] = []
        var open: (id: RecordID, scalars: [Unicode.Scalar])?
        for disagreement in found.disagreements {
            if open?.id != disagreement.record {
                let isGone = try await index.isRemoved(disagreement.record) != false
                let body = isGone ? "" : try await stored(disagreement.record, version: nil).record.body
                open = (disagreement.record, Array(body.unicodeScalars))
            }
            views.append(Self.view(of: disagreement, found, in: open?.scalars ?? [], isBlind: isBlind))
        }
        return views
    }

    /// How many scalars are shown before and after the words.
    private static let context = 240

    private static func view(
        of disagreement: RoundDisagreement, _ found: RoundAdjudication, in body: [Unicode.Scalar],
        isBlind: Bool
    ) -> DisagreementView {
        let span = (disagreement.span ?? 0..<0).clamped(to: body.indices)
        let first = max(0, span.lowerBound - context)
        let last = min(body.count, span.upperBound + context)
        let sides = isBlind ? disagreement.shuffledSides : disagreement.sides
        return DisagreementView(
            id: disagreement.id, record: disagreement.record, kind: disagreement.kind,
            before: Anchor.text(body[first..<span.lowerBound]), text: Anchor.text(body[span]),
            after: Anchor.text(body[span.upperBound..<last]),
            sides: sides.enumerated().map { number, side in
                let letter = RoundDisagreement.letters[number % RoundDisagreement.letters.count]
                return .init(
                    name: isBlind ? letter : side.coder.rawValue,
                    codings: side.codings.map { coding in
                        .init(
                            code: found.codebook[coding.code]?.path.rawValue ?? coding.code.rawValue,
                            span: coding.anchor.map { [$0.span.lowerBound, $0.span.upperBound] },
                            quote: coding.anchor?.quote ?? "", comment: coding.comment)
                    })
            }, decision: isBlind ? nil : found.decisions[disagreement.id])
    }
}
