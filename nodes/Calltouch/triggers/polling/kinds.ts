import type { IDataObject } from 'n8n-workflow';
import { requestTime } from '../../api/journals/requests';
import type { CalltouchRecord } from '../../api/record';
import { callClock } from '../../api/time/callClock';
import { recordTime } from '../../api/time/moments';
import type { Kind } from './toEntry';

type Shape = (record: CalltouchRecord) => IDataObject;

export function callKind(zone: string, shape: Shape): Kind {
	const clock = callClock(zone);
	return {
		id: 'callId',
		began: (call) => clock(call)?.iso,
		// Phases of a call: docs/calltouch-api.md#call-record.
		hasEnded: ({ callphase }) => callphase !== 'callconnected',
		shape,
	};
}

export function requestKind(zone: string, shape: Shape): Kind {
	return {
		id: 'requestId',
		began: (request) => requestTime(request, zone),
		hasEnded: () => true,
		shape,
	};
}

export function dealKind(zone: string, shape: Shape): Kind {
	return {
		id: 'orderId',
		began: ({ orderDate }) => recordTime(orderDate, zone),
		hasEnded: () => true,
		shape,
	};
}
