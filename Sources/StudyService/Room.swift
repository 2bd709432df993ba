enum StudyServiceRoom {}
