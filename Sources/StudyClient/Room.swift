enum StudyClientRoom {}
