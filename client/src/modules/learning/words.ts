import '../../platform/learning-words';
