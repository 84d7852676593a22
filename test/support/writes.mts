/** Every operation that writes, with parameters that are right for the sandbox; `callId` is a call of site 12345. */
export function writes(callId: string): Record<string, Record<string, unknown>> {
	const matching = { rule: [{ type: 'call', callId }] };
	const manager = { __rl: true, mode: 'value', value: 'Manager name' };
	const all: Record<string, Record<string, unknown>> = {
		'call: import': {
			referenceId: 'ref-1',
			clientPhoneNumber: '79990000001',
			callCenterPhoneNumber: '74990000002',
			callStartTime: '2025-12-31 12:30:00',
			duration: 64,
			status: 'successful',
		},
		'callback: create': { routeKey: 'myKey', phoneNumber: '79099999999' },
		'deal: create': {
			crm: 'my-crm',
			orderNumber: 'A-100',
			orderDate: '2025-12-31',
			status: 'New',
			matching: { rule: [{ type: 'withoutSource' }] },
		},
		'deal: update': { orderNumber: 'A-100', status: 'Won' },
		'deal: delete': { orderNumber: 'A-100' },
		'lead: addComment': { matching, comment: 'text' },
		'lead: addTags': { matching, tags: { tag: [{ name: 'vip' }] } },
		'lead: assignManager': { matching, manager },
		'lead: deleteCustomFields': { identifyBy: 'callId', identifier: callId, fieldNames: 'size' },
		'lead: setCustomFields': { matching, customFields: { field: [{ name: 'f', value: 'v' }] } },
		'phoneNumber: delete': { phoneNumber: '74990002001' },
		'phoneNumber: update': { phoneNumber: '74990002000', displayOptions: { source: 's' } },
		'request: create': { requestNumber: 'R-100', phoneNumber: '79990000001' },
		'request: submitForm': { phoneNumber: '79990000001' },
	};
	for (const [name, parameters] of Object.entries(all)) {
		const [resource, operation] = name.split(': ');
		Object.assign(parameters, { resource, operation });
	}
	return all;
}
