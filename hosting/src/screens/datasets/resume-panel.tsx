import { useEffect } from 'preact/hooks';
import { datasetsRoute } from '../../navigation/address.js';
import { go } from '../../navigation/router.js';
import { uploads } from '../../data/uploads.js';

/** An upload from an earlier visit: asks for the same file and resumes where it stopped. */
export function ResumePanel(props: { upload: string; file: File | null; onChoose: () => void; onClose: () => void }) {
  const { upload, file } = props;
  const running = uploads.jobs.value.some((job) => job.upload === upload);
  useEffect(() => {
    if (file && !running) {
      uploads.resume(file, upload);
      go(datasetsRoute());
    }
  }, [file]);
  if (running || file) return null;
  return (
    <section class="panel import" aria-label="Interrupted upload">
      <div class="panel-head">
        <p>This upload was interrupted. Choose the same file again; only what is missing will be sent.</p>
        <button type="button" class="button small" onClick={props.onChoose}>
          Choose the file
        </button>
        <button type="button" class="button quiet small" onClick={props.onClose}>
          Not now
        </button>
      </div>
    </section>
  );
}
