using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Serving;

public sealed partial class MoodRecEnginePool
{
    /// <summary>One place: a model finds reasons for one request at a time.</summary>
    private readonly RequestQueue _explaining;

    /// <summary>
    /// The songs that fit a listener's context, and why (<see cref="MoodRecModel.Explain(ListenerContext)"/>): up to 150 runs of the
    /// model for one answer. One is made at a time, beside the engines and on none of them, so that however many are asked
    /// for they keep one processor busy and no other request from its engine. Others wait in a queue of their own, with
    /// the length and the time-out of the engines' queue.
    /// </summary>
    /// <param name="context">The listener.</param>
    /// <param name="answer">Makes the answer from the explanation and the model that it is of. The model belongs to the pool, and must not leave it.</param>
    /// <param name="cancellationToken">Ends the wait; an explanation that has begun is finished.</param>
    /// <exception cref="MoodRecPoolBusyException">The queue is full, or those before it took too long.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before its turn.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public Task<T> ExplainAsync<T>(
        ListenerContext context, Func<RecommendationExplanation, MoodRecModel, T> answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(answer);
        return MeasureAsync(
            async () =>
            {
                await _explaining.EnterAsync(cancellationToken).ConfigureAwait(false);
                return Explain(context, answer);
            },
            _metrics.Explained);
    }

    /// <summary>The caller is in; it is let out.</summary>
    private T Explain<T>(ListenerContext context, Func<RecommendationExplanation, MoodRecModel, T> answer)
    {
        try
        {
            ServedModel served = Hold();
            try
            {
                RecommendationExplanation explanation = served.Model.Explain(context);
                _metrics.Answered(explanation.Answer, readText: explanation.WithoutText is not null);
                return answer(explanation, served.Model);
            }
            finally
            {
                served.Release();
            }
        }
        finally
        {
            _explaining.Leave();
        }
    }
}
