enum StudyServerRoom {}
