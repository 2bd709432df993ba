internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Vault

/// How long what is held is kept.
extension StudyService {
    /// What of the study is kept until when, and what has no rule.
    ///
    /// - Parameter day: as if it were this day; `nil` for today.
    /// - Throws: `study.invalid` where study.yaml can't be read.
    package func retention(on day: CalendarDay?) async throws(StudyError) -> RetentionReport {
        try await refreshed()
        let description = try await describedNow()
        let day = day ?? surroundings.now.day
        var classes: [RetentionDue] = []
        for one in RetentionClass.allCases {
            classes.append(
                RetentionDue(
                    one, count: try await count(of: one),
                    rule: description.retention.first { $0.class == one }, ended: description.ended, on: day))
        }
        return RetentionReport(on: day, ended: description.ended, classes: classes)
    }

    private func count(of one: RetentionClass) async throws(StudyError) -> Int {
        switch one {
        case .records: try await records(fromRecordings: false)
        case .recordings: try await records(fromRecordings: true)
        case .originals: vault.exists ? vault.names(on: .originals).count : 0
        case .surveys: try await storedSurveys().reduce(0) { $0 + $1.answers.count }
        case .keyTable: vault.exists ? vault.names(on: .table).count { $0.key.name != "study" } : 0
        case .consent: try await consentLines()
        }
    }

    private func records(fromRecordings wanted: Bool) async throws(StudyError) -> Int {
        var count = 0
        for summary in try await index.records(RecordFilter()).records {
            if try await reader.record(summary.id).record.isFromRecording == wanted { count += 1 }
        }
        return count
    }

    private func consentLines() async throws(StudyError) -> Int {
        let ledger = try await consentLedger()
        return ledger.participants.reduce(0) { $0 + ledger.history(of: $1).count }
    }
}
