import StudyAPI
package import StudyModel

extension StudyClient {
    package func methodsReport() throws(StudyError) -> MethodsReport {
        try value(MethodsReport.self, Call(route: .reportsMethods))
    }
}
