import i18next from 'i18next';
import assignments from '../locales/en/learning/assignments.json';
import certificates from '../locales/en/learning/certificates.json';
import courses from '../locales/en/learning/courses.json';
import discussion from '../locales/en/learning/discussion.json';
import learn from '../locales/en/learning/learn.json';
import progress from '../locales/en/learning/progress.json';
import quizzes from '../locales/en/learning/quizzes.json';
import video from '../locales/en/learning/video.json';

/** The words of learning: every page of it imports them, and no first load carries them. */
export const learningWords = {
  learning: { assignments, certificates, courses, discussion, learn, progress, quizzes, video },
};

function addWords(): void {
  i18next.addResourceBundle('en', 'translation', learningWords, true, true);
}

// the app has its first words before any page; a test begins with the page
if (i18next.isInitialized) addWords();
else i18next.on('initialized', addWords);
