import { Skeleton } from '../../components/skeleton.js';

/** The frame of the desk, while the model is loading. */
export function LoadingDesk() {
  return (
    <div aria-busy="true">
      <section class="panel desk">
        <div class="desk-tools">
          <h1 tabindex={-1}>Mixing desk</h1>
          <Skeleton height="40px" />
          <Skeleton height="40px" />
        </div>
        <div class="channels">
          <div class="desk-rest">
            <Skeleton width="40%" height="34px" />
          </div>
        </div>
      </section>
      <div class="results">
        <section class="panel">
          <div class="panel-head">
            <h2>Loading the model</h2>
          </div>
          <ol>
            {Array.from({ length: 10 }, (_, row) => (
              <li key={row} class="line">
                <div class="line-main">
                  <Skeleton width="20px" />
                  <span />
                  <Skeleton width="70%" />
                  <Skeleton height="14px" />
                  <Skeleton width="40px" />
                </div>
              </li>
            ))}
          </ol>
        </section>
        <section class="panel">
          <div class="panel-head">
            <h2>How good is it?</h2>
          </div>
          <div class="panel-body">
            <Skeleton height="120px" />
          </div>
        </section>
      </div>
    </div>
  );
}
